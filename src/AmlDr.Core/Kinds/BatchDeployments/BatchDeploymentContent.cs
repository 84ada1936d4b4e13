using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.BatchDeployments;

/// <summary>
/// Where a batch deployment's files stand: nowhere, except for a model that is given by a path in a datastore and not as an asset.
/// </summary>
internal static class BatchDeploymentContent
{
    public static IReadOnlyList<ContentReference> Find(AssetDocument document)
    {
        string? path = document.GetString("properties", "model", "path");
        if (path is null || document.GetString("properties", "model", "datastoreId") is not { } datastore)
        {
            return [];
        }

        // A path without its datastore is read as one in the datastore that stands next to it.
        return ReferenceParser.TryParse(path, out AssetReference? whole) ? [new ContentReference(BatchDeploymentFields.ModelPath, whole)]
            : FindDatastore(datastore) is { } named
                ? [new ContentReference(
                    BatchDeploymentFields.ModelPath, new DatastorePathReference(path, named.Workspace, named.Datastore, path.TrimStart('/'), true))]
            : [];
    }

    private static (ReferencedWorkspace Workspace, string Datastore)? FindDatastore(string text) =>
        !ReferenceParser.TryParse(text, out AssetReference? reference) ? null : reference switch
        {
            WorkspaceChildReference child when child.RelativePath.Split('/') is [var collection, var name]
                && string.Equals(collection, "datastores", StringComparison.OrdinalIgnoreCase) => (child.Workspace, name),
            DatastorePathReference path => (path.Workspace, path.Datastore),
            ShorthandReference shorthand => (ReferencedWorkspace.Own, shorthand.Name),
            _ => null,
        };
}
