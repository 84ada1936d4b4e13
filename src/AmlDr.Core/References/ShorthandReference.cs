namespace AmlDr.Core.References;

/// <summary>An asset of the document's own workspace in shorthand: <c>azureml:{name}:{version}</c> or <c>azureml:{name}@{label}</c>. Means the same in every workspace.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">The version, if named; may hold colons.</param>
/// <param name="Label">The label, if named.</param>
public sealed record ShorthandReference(string Original, string Name, string? Version, string? Label)
    : AssetReference(Original);
