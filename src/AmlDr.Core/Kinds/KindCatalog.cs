using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AmlDr.Core.Kinds.Environments;
using AmlDr.Core.Kinds.Models;

namespace AmlDr.Core.Kinds;

/// <summary>The kinds that are mirrored, by name and by the collection that they stand in.</summary>
public sealed class KindCatalog
{
    private readonly FrozenDictionary<string, IAssetKind> _byName;
    private readonly FrozenDictionary<string, IAssetKind> _byCollection;

    /// <summary>Makes a catalog.</summary>
    /// <param name="kinds">The kinds; names and collections are unique.</param>
    public KindCatalog(IEnumerable<IAssetKind> kinds)
    {
        All = [.. kinds];
        _byName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.OrdinalIgnoreCase);
        _byCollection = All.ToFrozenDictionary(kind => kind.Collection, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The kinds in the order in which a sweep takes them: what others depend on comes first.</summary>
    public IReadOnlyList<IAssetKind> All { get; }

    /// <summary>Every kind that this version knows.</summary>
    /// <returns>The catalog.</returns>
    public static KindCatalog CreateDefault() => new([new EnvironmentKind(), new ModelKind()]);

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

    /// <summary>Looks for a kind by the collection's path segment.</summary>
    /// <param name="collection">The segment, such as <c>models</c>, in any case.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>False when no kind stands in the collection.</returns>
    public bool TryGetByCollection(string collection, [NotNullWhen(true)] out IAssetKind? kind) =>
        _byCollection.TryGetValue(collection, out kind);
}
