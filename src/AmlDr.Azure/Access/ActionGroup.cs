namespace AmlDr.Azure.Access;

/// <summary>What a feature may do.</summary>
/// <param name="Feature">The feature. In camel case it is the key of the role that grants the group.</param>
/// <param name="Scopes">Where the group is needed.</param>
/// <param name="Actions">Actions of Azure Resource Manager, such as <c>Microsoft.Storage/storageAccounts/read</c>.</param>
/// <param name="DataActions">Actions on data, such as reading a blob.</param>
public sealed record ActionGroup(
    string Feature, IReadOnlyList<AccessScope> Scopes, IReadOnlyList<string> Actions, IReadOnlyList<string> DataActions);
