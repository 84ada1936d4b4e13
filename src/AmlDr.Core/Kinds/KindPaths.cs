using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Kinds;

/// <summary>Where the resources of a kind stand below their workspace.</summary>
public static class KindPaths
{
    /// <summary>The path of an asset's resource.</summary>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <returns>The path below the workspace, segments escaped, without a leading slash.</returns>
    /// <exception cref="InvalidAssetException">Name or version would lead elsewhere: empty, <c>.</c> or <c>..</c>, or a version of a kind that has none.</exception>
    public static string PathOf(this IAssetKind kind, AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(asset);
        string? child = ChildSegment(kind.Shape);
        if (asset.Name is "" or "." or ".." || asset.Version is "." or ".." || (asset.Version.Length == 0) != (child is null))
        {
            // Escaped or not, an address resolves such a segment: the call would go to the container, or to its neighbour.
            throw new InvalidAssetException(
                $"'{asset}' names no asset of its kind: name and version cannot be '.', '..' or empty, but for the version of a kind that has none.");
        }

        string parent = $"{kind.Collection}/{Uri.EscapeDataString(asset.Name)}";
        return child is { } segment ? $"{parent}/{segment}/{Uri.EscapeDataString(asset.Version)}" : parent;
    }

    /// <summary>The path of the list that shows the assets of one name: the versions of a container, the deployments of an endpoint.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The container's or endpoint's name.</param>
    /// <returns>The path below the workspace, segments escaped; the collection itself for a kind whose assets have a name only.</returns>
    public static string ListPathOf(this IAssetKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return ChildSegment(kind.Shape) is { } segment ? $"{kind.Collection}/{Uri.EscapeDataString(name)}/{segment}" : kind.Collection;
    }

    /// <summary>The path segment between name and version.</summary>
    /// <param name="shape">The shape.</param>
    /// <returns>The segment; null for a kind whose assets have a name only.</returns>
    internal static string? ChildSegment(KindShape shape) => shape switch
    {
        KindShape.Versioned => "versions",
        KindShape.Nested => "deployments",
        _ => null,
    };
}
