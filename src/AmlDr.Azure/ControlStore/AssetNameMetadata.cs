using AmlDr.Azure.Blobs;
using AmlDr.Core.Assets;

namespace AmlDr.Azure.ControlStore;

/// <summary>Names and versions that are too long for a blob's name, kept as its metadata. Percent-encoded: headers are ASCII.</summary>
internal static class AssetNameMetadata
{
    /// <summary>Adds what the blob's name does not hold.</summary>
    public static void Write(AssetId asset, Dictionary<string, string> metadata)
    {
        if (ControlStoreNames.IsShortened(asset.Name))
        {
            metadata["name"] = Uri.EscapeDataString(asset.Name);
        }

        if (ControlStoreNames.IsShortened(asset.Version))
        {
            metadata["version"] = Uri.EscapeDataString(asset.Version);
        }
    }

    /// <summary>Completes an asset that was read from a blob's name.</summary>
    public static AssetId Read(AssetId fromName, BlobItem blob) => fromName with
    {
        Name = blob.Metadata.TryGetValue("name", out string? name) ? Uri.UnescapeDataString(name) : fromName.Name,
        Version = blob.Metadata.TryGetValue("version", out string? version) ? Uri.UnescapeDataString(version) : fromName.Version,
    };
}
