using System.Collections.ObjectModel;

namespace AmlDr.Core.Policies;

/// <summary>What identifiers of the primary are called in the secondary. An identifier that must be translated and is in no map is refused.</summary>
public sealed record PolicyMaps
{
    /// <summary>Subnets, by resource identifier.</summary>
    public IReadOnlyDictionary<string, string> Subnets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>User-assigned identities, by resource identifier.</summary>
    public IReadOnlyDictionary<string, string> Identities { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Virtual machine sizes, by name. One that is not named stays as it is.</summary>
    public IReadOnlyDictionary<string, string> Sizes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Computes, by name. One that is not named keeps its name.</summary>
    public IReadOnlyDictionary<string, string> Computes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Resources that are attached to a workspace, such as Kubernetes clusters, by resource identifier.</summary>
    public IReadOnlyDictionary<string, string> AttachedResources { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Container registries, by login server.</summary>
    public IReadOnlyDictionary<string, string> ImageRegistries { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Storage accounts behind datastores, by name.</summary>
    public IReadOnlyDictionary<string, string> StorageAccounts { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Looks an identifier up, ignoring case.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">The primary's identifier.</param>
    /// <returns>The secondary's; null when the map does not name it.</returns>
    public static string? Find(IReadOnlyDictionary<string, string> map, string key) =>
        map.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
}
