using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds.BatchDeployments;
using AmlDr.Core.Kinds.BatchEndpoints;
using AmlDr.Core.Kinds.Codes;
using AmlDr.Core.Kinds.Components;
using AmlDr.Core.Kinds.Computes;
using AmlDr.Core.Kinds.Connections;
using AmlDr.Core.Kinds.Data;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Kinds.Environments;
using AmlDr.Core.Kinds.FeatureSets;
using AmlDr.Core.Kinds.FeatureStoreEntities;
using AmlDr.Core.Kinds.MarketplaceSubscriptions;
using AmlDr.Core.Kinds.Models;
using AmlDr.Core.Kinds.OnlineDeployments;
using AmlDr.Core.Kinds.OnlineEndpoints;
using AmlDr.Core.Kinds.Schedules;
using AmlDr.Core.Kinds.ServerlessEndpoints;

namespace AmlDr.Core.Kinds;

/// <summary>The kinds that are mirrored, by name and by the place that they stand in.</summary>
public sealed class KindCatalog
{
    private readonly FrozenDictionary<string, IAssetKind> _byName;
    private readonly FrozenDictionary<string, IAssetKind> _byPlace;

    /// <summary>Makes a catalog.</summary>
    /// <param name="kinds">The kinds; names are unique, and so are collections among the kinds of one shape.</param>
    public KindCatalog(IEnumerable<IAssetKind> kinds)
    {
        All = [.. kinds];
        _byName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.OrdinalIgnoreCase);
        _byPlace = All.ToFrozenDictionary(kind => Place(kind.Collection, kind.Shape), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The kinds in the order in which a sweep takes them: what others depend on comes first.</summary>
    public IReadOnlyList<IAssetKind> All { get; }

    /// <summary>Every kind that this version knows.</summary>
    /// <returns>The catalog.</returns>
    public static KindCatalog CreateDefault() => new(
    [
        new DatastoreKind(), new CodeKind(), new EnvironmentKind(), new DataKind(), new ModelKind(), new FeatureStoreEntityKind(), new FeatureSetKind(),
        new ComputeKind(), new ComponentKind(), new ConnectionKind(), new MarketplaceSubscriptionKind(), new ServerlessEndpointKind(),
        new OnlineEndpointKind(), new OnlineDeploymentKind(), new BatchEndpointKind(), new BatchDeploymentKind(), new ScheduleKind(),
    ]);

    /// <summary>Gives a kind by its name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="KeyNotFoundException">No kind has the name.</exception>
    public IAssetKind this[string name] =>
        TryGet(name, out IAssetKind? kind)
            ? kind
            : throw new KeyNotFoundException($"'{name}' is not an asset kind. Known: {string.Join(", ", All.Select(known => known.Name))}.");

    /// <summary>Looks for a kind by its name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>False when no kind has the name.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out IAssetKind? kind) => _byName.TryGetValue(name, out kind);

    /// <summary>Looks for the kind of a collection's versions, or of its resources where they have none.</summary>
    /// <param name="collection">The path segment, such as <c>models</c>, in any case.</param>
    /// <param name="kind">The kind; for <c>onlineEndpoints</c> that of the endpoints, not of their deployments.</param>
    /// <returns>False when no kind stands in the collection.</returns>
    public bool TryGetByCollection(string collection, [NotNullWhen(true)] out IAssetKind? kind) =>
        _byPlace.TryGetValue(Place(collection, KindShape.Versioned), out kind) || _byPlace.TryGetValue(Place(collection, KindShape.Named), out kind);

    /// <summary>Reads which asset a resource is.</summary>
    /// <param name="relativePath">Its path below the workspace, segments escaped, keywords in any case.</param>
    /// <param name="asset">The asset; its name and version are not checked.</param>
    /// <returns>False for what is no asset of a known kind, such as the container of versions.</returns>
    public bool TryParsePath(string relativePath, [NotNullWhen(true)] out AssetId? asset)
    {
        ArgumentNullException.ThrowIfNull(relativePath);
        string[] segments = relativePath.Split('/');
        asset = segments.Length switch
        {
            2 => Find(KindShape.Named),
            4 => Find(KindShape.Versioned) ?? Find(KindShape.Nested),
            _ => null,
        };
        return asset is not null;

        AssetId? Find(KindShape shape) =>
            _byPlace.TryGetValue(Place(segments[0], shape), out IAssetKind? kind)
            && (segments.Length == 2 || string.Equals(segments[2], KindPaths.ChildSegment(shape), StringComparison.OrdinalIgnoreCase))
                ? new AssetId(kind.Name, Uri.UnescapeDataString(segments[1]), segments.Length == 2 ? "" : Uri.UnescapeDataString(segments[3]))
                : null;
    }

    private static string Place(string collection, KindShape shape) => $"{collection}/{KindPaths.ChildSegment(shape)}";
}
