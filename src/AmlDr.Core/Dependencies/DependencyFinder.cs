using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Dependencies;

/// <summary>
/// Finds what an asset depends on in its own document: versioned assets, datastores and computes of its workspace. What stands in a registry or
/// on the web is there for both regions.
/// </summary>
public sealed class DependencyFinder
{
    // The shorthand 'azureml:name:version' does not say of which kind it is; the field that holds it does.
    private static readonly Dictionary<string, string> KindsByField = new(StringComparer.OrdinalIgnoreCase)
    {
        ["environment"] = KindNames.Environment,
        ["environmentId"] = KindNames.Environment,
        ["code"] = KindNames.Code,
        ["codeId"] = KindNames.Code,
        ["component"] = KindNames.Component,
        ["componentId"] = KindNames.Component,
        ["model"] = KindNames.Model,
        ["compute"] = KindNames.Compute,
        ["computeId"] = KindNames.Compute,
        ["entities"] = KindNames.FeatureStoreEntity,
    };

    private static readonly HashSet<string> SystemDatastores = new(StringComparer.OrdinalIgnoreCase)
    {
        "workspaceblobstore", ReferenceTranslator.ArtifactDatastore, "workspacefilestore", "workspaceworkingdirectory",
    };

    private readonly KindCatalog _kinds;

    /// <summary>Creates a finder.</summary>
    /// <param name="kinds">The kinds.</param>
    public DependencyFinder(KindCatalog kinds) => _kinds = kinds;

    /// <summary>Finds the dependencies of an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document in the primary.</param>
    /// <param name="primary">The workspace that the document comes from.</param>
    /// <returns>Each once, in the order of the document.</returns>
    public IReadOnlyList<Dependency> Find(AssetId asset, AssetDocument document, WorkspaceId primary)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(document);
        IAssetKind kind = _kinds[asset.Kind];
        var found = new List<Dependency>();
        JsonObject body = WritableDocument.From(document, kind);
        DocumentWalker.ReplaceTexts(body, (place, text) =>
        {
            if (kind.Fields.References.Any(path => path.Covers(place)) && ReferenceParser.TryParse(text, out AssetReference? reference)
                && Read(place, reference, primary) is { } dependency)
            {
                found.Add(dependency);
            }

            return text;
        });
        found.AddRange(kind.FindImplicitDependencies(document, asset).Select(other => new Dependency("", other)));
        return [.. found.Where(dependency => dependency.Asset != asset).DistinctBy(dependency => (dependency.Asset, dependency.Label))];
    }

    private Dependency? Read(IReadOnlyList<string> place, AssetReference reference, WorkspaceId primary)
    {
        string field = string.Join('.', place);
        return reference switch
        {
            WorkspaceAssetReference asset when asset.Workspace.Names(primary) && _kinds.TryGetByCollection(asset.Collection, out IAssetKind? kind) =>
                new Dependency(field, new AssetId(kind.Name, asset.Name, asset.Version ?? ""), asset.Label),
            RegionalAssetReference asset when _kinds.TryGetByCollection(asset.Collection, out IAssetKind? kind) =>
                new Dependency(field, new AssetId(kind.Name, asset.Name, asset.Version)),
            ShorthandReference shorthand => ReadShorthand(place, field, shorthand),
            WorkspaceChildReference child when child.Workspace.Names(primary) => ReadChild(field, child.RelativePath),
            DatastorePathReference path when path.Workspace.Names(primary) => ReadDatastore(field, path.Datastore),
            _ => null,
        };
    }

    private static Dependency? ReadShorthand(IReadOnlyList<string> place, string field, ShorthandReference shorthand)
    {
        // Elements of a list are named by their list.
        string? name = place.LastOrDefault(step => !step.All(char.IsDigit));
        if (name is null || !KindsByField.TryGetValue(name, out string? kind))
        {
            return null;
        }

        return kind == KindNames.Compute
            ? new Dependency(field, new AssetId(kind, shorthand.Name, ""))
            : new Dependency(field, new AssetId(kind, shorthand.Name, shorthand.Version ?? ""), shorthand.Version is null ? shorthand.Label ?? "latest" : null);
    }

    private Dependency? ReadChild(string field, string relativePath)
    {
        string[] segments = relativePath.Split('/');
        if (segments.Length == 2 && string.Equals(segments[0], "datastores", StringComparison.OrdinalIgnoreCase))
        {
            return ReadDatastore(field, segments[1]);
        }

        return segments.Length == 2 && _kinds.TryGetByCollection(segments[0], out IAssetKind? kind) && kind.Shape == KindShape.Named
            ? new Dependency(field, new AssetId(kind.Name, segments[1], ""))
            : null;
    }

    private static Dependency? ReadDatastore(string field, string name) =>
        SystemDatastores.Contains(name) ? null : new Dependency(field, new AssetId(KindNames.Datastore, name, ""));
}
