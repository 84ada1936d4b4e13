using System.Collections.ObjectModel;

namespace AmlDr.Core.Policies;

/// <summary>
/// What identifiers of the primary are called in the secondary. Case does not count. An identifier that both regions cannot share and that no map
/// names is refused; names that may stay as they are say so.
/// </summary>
public sealed record PolicyMaps
{
    /// <summary>Regions other than the pair's own, by their short name, such as <c>westus</c>. One that is not named stays as it is; the primary's becomes the secondary's.</summary>
    public IReadOnlyDictionary<string, string> Regions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Subnets, by resource identifier.</summary>
    public IReadOnlyDictionary<string, string> Subnets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>User-assigned identities, by resource identifier, client identifier or object identifier, whichever the document uses.</summary>
    public IReadOnlyDictionary<string, string> Identities { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Virtual machine sizes, by name. One that is not named stays as it is.</summary>
    public IReadOnlyDictionary<string, string> Sizes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Computes, by name. One that is not named keeps its name.</summary>
    public IReadOnlyDictionary<string, string> Computes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Resources that a compute is attached to or made from, such as Kubernetes clusters and machine images, by resource identifier.</summary>
    public IReadOnlyDictionary<string, string> AttachedResources { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Container registries, by login server.</summary>
    public IReadOnlyDictionary<string, string> ImageRegistries { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Storage accounts, by name; the secondary's by name or by resource identifier. One that is not named stays as it is: both regions reach it.
    /// </summary>
    public IReadOnlyDictionary<string, string> StorageAccounts { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What connections lead to, verbatim as it stands in <c>target</c> or <c>metadata</c>. What is not named stays as it is.</summary>
    public IReadOnlyDictionary<string, string> ConnectionTargets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Looks an identifier up, ignoring case.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">The primary's identifier.</param>
    /// <returns>The secondary's; null when the map does not name it.</returns>
    public static string? Find(IReadOnlyDictionary<string, string> map, string key)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>
    /// The maps for the way back. Where several identifiers of the primary have one counterpart, there is no way back for them and they are left out.
    /// </summary>
    /// <returns>The maps, with keys and values exchanged.</returns>
    public PolicyMaps Reverse() => new()
    {
        Regions = Reverse(Regions),
        Subnets = Reverse(Subnets),
        Identities = Reverse(Identities),
        Sizes = Reverse(Sizes),
        Computes = Reverse(Computes),
        AttachedResources = Reverse(AttachedResources),
        ImageRegistries = Reverse(ImageRegistries),
        StorageAccounts = Reverse(StorageAccounts, value => StorageAccountName.Parse(value).Name),
        ConnectionTargets = Reverse(ConnectionTargets),
    };

    private static ReadOnlyDictionary<string, string> Reverse(IReadOnlyDictionary<string, string> map, Func<string, string>? key = null) =>
        map.GroupBy(entry => key is null ? entry.Value : key(entry.Value), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single().Key)
            .AsReadOnly();
}
