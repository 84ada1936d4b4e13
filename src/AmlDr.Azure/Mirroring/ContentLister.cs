using AmlDr.Azure.Blobs;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Mirroring;

/// <summary>Lists an asset's files on either side.</summary>
/// <param name="blobs">Clients for containers.</param>
/// <param name="costsPagesAlone">True when a single file is looked for by a page of one, false when by its headers.</param>
internal sealed class ContentLister(BlobClientFactory blobs, bool costsPagesAlone)
{
    /// <summary>Lists the primary's files.</summary>
    /// <param name="root">The container's address.</param>
    /// <param name="path">The path in it as the asset's document has it, without slashes at its ends.</param>
    /// <param name="asset">The asset, for the failure.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The path as the storage has it, and the files.</returns>
    /// <exception cref="InvalidAssetException">There is no file where the asset says.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<(string Path, List<BlobItem> Blobs)> ListSourceAsync(Uri root, string path, AssetId asset, CancellationToken cancellationToken)
    {
        List<BlobItem> files = await ListAsync(root, path, cancellationToken);
        string found = path;
        if (files.Count == 0 && path.Contains('%', StringComparison.Ordinal))
        {
            // Whether a datastore path is percent-encoded depends on the tool that registered it; as written comes first.
            found = Uri.UnescapeDataString(path);
            files = await ListAsync(root, found, cancellationToken);
        }

        return files.Count > 0
            ? (found, files)
            : throw new InvalidAssetException(
                $"{asset} has no files: nothing stands at '{path}' in {root}. They were deleted or moved; "
                + "restore them, or register the asset again.");
    }

    /// <summary>Lists the secondary's files.</summary>
    /// <param name="root">The container's address.</param>
    /// <param name="path">The path in it as the primary's storage has it.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The files by their name in the container.</returns>
    /// <exception cref="RefusedException">There is no such container.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<Dictionary<string, BlobItem>> ListTargetAsync(Uri root, string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await ListAsync(root, path, cancellationToken)).ToDictionary(blob => blob.Name, StringComparer.Ordinal);
        }
        catch (NotFoundException exception)
        {
            throw new RefusedException(
                $"The secondary's container {root} does not exist, although its datastore names it; create it.", exception);
        }
    }

    // The blob of the path itself, which comes first of all that start alike, and those below it; a listing by the path alone would walk every
    // sibling. Folders are no files: an account that knows them makes them with the files in them, and refuses a blob of their name.
    private async Task<List<BlobItem>> ListAsync(Uri root, string path, CancellationToken cancellationToken)
    {
        BlobContainerClient container = blobs.GetContainer(root);
        var files = new List<BlobItem>();
        await foreach (BlobItem blob in container.ListAsync(path.Length == 0 ? "" : path + "/", cancellationToken))
        {
            files.Add(blob);
        }

        if (path.Length > 0 && await FindAsync(container, path, cancellationToken) is { } single)
        {
            files.Add(single);
        }

        files.RemoveAll(blob => blob.IsFolder);
        return files;
    }

    private async Task<BlobItem?> FindAsync(BlobContainerClient container, string name, CancellationToken cancellationToken) =>
        !costsPagesAlone ? await container.TryGetPropertiesAsync(name, cancellationToken)
        : (await container.ListPageAsync(name, null, 1, cancellationToken)).Items is [{ } first, ..] && first.Name == name ? first
        : null;
}
