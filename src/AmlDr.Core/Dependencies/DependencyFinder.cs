using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Kinds.Environments;
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
            if (kind.Fields.HoldsReference(place) && Read(place, text, body, primary) is { } dependency)
            {
                found.Add(dependency);
            }

            return text;
        });
        found.AddRange(kind.FindImplicitDependencies(document, asset).Select(other => new Dependency("", other)));
        return [.. found.Where(dependency => dependency.Asset != asset).DistinctBy(dependency => (dependency.Asset, dependency.Label))];
    }

    private Dependency? Read(IReadOnlyList<string> place, string text, JsonObject body, WorkspaceId primary)
    {
        string field = string.Join('.', place);
        if (!ReferenceParser.TryParse(text, out AssetReference? reference))
        {
            return ReferenceFields.KindOf(place, body) == KindNames.Compute ? ReadCompute(field, text) : null;
        }

        return reference switch
        {
            WorkspaceAssetReference asset when asset.Workspace.Names(primary) && _kinds.TryGetByCollection(asset.Collection, out IAssetKind? kind) =>
                ReadVersion(field, kind.Name, asset.Name, asset.Version, asset.Label),
            RegionalAssetReference asset when _kinds.TryGetByCollection(asset.Collection, out IAssetKind? kind) =>
                ReadVersion(field, kind.Name, asset.Name, asset.Version, null),
            ShorthandReference shorthand => ReadShorthand(field, ReferenceFields.KindOf(place, body), shorthand),
            WorkspaceChildReference child when child.Workspace.Names(primary) => ReadChild(field, child.RelativePath),
            DatastorePathReference path when path.Workspace.Names(primary) => ReadDatastore(field, path.Datastore),
            _ => null,
        };
    }

    private static Dependency? ReadShorthand(string field, string? kind, ShorthandReference shorthand) => kind switch
    {
        null => null,
        KindNames.Compute => ReadCompute(field, shorthand.Name),
        KindNames.Datastore => ReadDatastore(field, shorthand.Name),
        _ => ReadVersion(field, kind, shorthand.Name, shorthand.Version, shorthand.Version is null ? shorthand.Label ?? "latest" : null),
    };

    // Curated environments stand in every workspace, in the same versions.
    private static Dependency? ReadVersion(string field, string kind, string name, string? version, string? label) =>
        kind == KindNames.Environment && EnvironmentRules.IsCuratedName(name)
            ? null
            : new Dependency(field, new AssetId(kind, name, version ?? ""), label);

    private Dependency? ReadChild(string field, string relativePath) =>
        !_kinds.TryParsePath(relativePath, out AssetId? asset) ? null : asset.Kind switch
        {
            KindNames.Datastore => ReadDatastore(field, asset.Name),
            KindNames.Compute => ReadCompute(field, asset.Name),
            _ => new Dependency(field, asset),
        };

    private static Dependency? ReadCompute(string field, string name) =>
        ComputeNames.IsName(name) ? new Dependency(field, new AssetId(KindNames.Compute, name, "")) : null;

    private static Dependency? ReadDatastore(string field, string name) =>
        SystemDatastores.Contains(name) ? null : new Dependency(field, new AssetId(KindNames.Datastore, name, ""));
}
