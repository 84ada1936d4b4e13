using AmlDr.Azure.Blobs;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>A blob service with two accounts that tests run against.</summary>
internal abstract class BlobService : IAsyncDisposable
{
    /// <summary>A client for a container of a name not used before, which does not exist.</summary>
    /// <param name="second">Whether it is in the second account.</param>
    public BlobContainerClient NewContainer(bool second = false) =>
        Container($"c{Guid.NewGuid():N}", second);

    /// <summary>A client for a new container that exists.</summary>
    /// <param name="second">Whether it is in the second account.</param>
    public async Task<BlobContainerClient> CreateContainerAsync(bool second = false)
    {
        BlobContainerClient container = NewContainer(second);
        await container.CreateIfMissingAsync(CancellationToken.None);
        return container;
    }

    /// <summary>A client for a container.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="second">Whether it is in the second account.</param>
    public abstract BlobContainerClient Container(string name, bool second = false);

    /// <summary>A client for copies into a container.</summary>
    /// <param name="container">The container.</param>
    public abstract BlobCopyClient CopyClient(BlobContainerClient container);

    /// <summary>A blob with leave to read it.</summary>
    /// <param name="container">Its container.</param>
    /// <param name="name">Its name.</param>
    /// <param name="etag">The ETag that it must still have.</param>
    public abstract CopySource Source(BlobContainerClient container, string name, string etag);

    /// <summary>The same with nothing that lets anybody read it.</summary>
    /// <param name="container">Its container.</param>
    /// <param name="name">Its name.</param>
    /// <param name="etag">The ETag that it must still have.</param>
    public static CopySource ClosedSource(BlobContainerClient container, string name, string etag) =>
        new(new Uri(container.AddressOf(name).GetLeftPart(UriPartial.Path)), null, etag);

    public abstract ValueTask DisposeAsync();
}
