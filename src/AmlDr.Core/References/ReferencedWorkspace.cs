using AmlDr.Core.Pairs;

namespace AmlDr.Core.References;

/// <summary>The workspace that a reference names. Parts that the spelling leaves out are null: they are those of the document's own workspace.</summary>
/// <param name="SubscriptionId">The subscription, if named.</param>
/// <param name="ResourceGroup">The resource group, if named.</param>
/// <param name="Name">The workspace, if named.</param>
public sealed record ReferencedWorkspace(string? SubscriptionId, string? ResourceGroup, string? Name)
{
    /// <summary>The document's own workspace.</summary>
    public static ReferencedWorkspace Own { get; } = new(null, null, null);

    /// <summary>True when the spelling names no workspace.</summary>
    public bool IsOwn => Name is null && ResourceGroup is null && SubscriptionId is null;

    /// <summary>Says whether the reference points into a workspace, taking what it leaves out from there.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <returns>True when every part that is named is equal, ignoring case.</returns>
    public bool Names(WorkspaceId workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Same(SubscriptionId, workspace.SubscriptionId) && Same(ResourceGroup, workspace.ResourceGroup) && Same(Name, workspace.Name);

        static bool Same(string? named, string actual) => named is null || StringComparer.OrdinalIgnoreCase.Equals(named, actual);
    }
}
