using AmlDr.Azure.Tests.Support.Blobs;

namespace AmlDr.Azure.Tests.Blobs;

[OnAzurite]
[Collection(AzuriteCollection.Name)]
public sealed class BlobCopyClientAzuriteTests(Azurite azurite) : BlobCopyClientTests
{
    private protected override Task<BlobService> StartServiceAsync() => Task.FromResult<BlobService>(new AzuriteBlobService(azurite));
}
