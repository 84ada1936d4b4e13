namespace AmlDr.Core.References;

/// <summary>Anything else in a workspace by ARM identifier, such as a compute or a datastore, or the workspace itself.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Workspace">The workspace that it names.</param>
/// <param name="RelativePath">What follows the workspace, such as <c>computes/cpu</c>; empty for the workspace itself.</param>
public sealed record WorkspaceChildReference(string Original, ReferencedWorkspace Workspace, string RelativePath)
    : AssetReference(Original);
