namespace AmlDr.Core.References;

/// <summary>A path in a datastore: <c>azureml://…/datastores/{name}/paths/{path}</c>, short or long, or the old output form without <c>/paths/</c>.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Workspace">The workspace that it names.</param>
/// <param name="Datastore">The datastore's name.</param>
/// <param name="Path">The path below the datastore's root, as written, without a leading slash.</param>
/// <param name="HasPathsSegment">False for the old output form.</param>
public sealed record DatastorePathReference(
    string Original, ReferencedWorkspace Workspace, string Datastore, string Path, bool HasPathsSegment)
    : AssetReference(Original);
