using AmlDr.Azure.Tests.Support.Blobs;

namespace AmlDr.Azure.Tests.Blobs;

[OnAzurite]
[Collection(AzuriteCollection.Name)]
public sealed class BlobContainerClientAzuriteTests(Azurite azurite) : BlobContainerClientTests
{
    private protected override Task<BlobService> StartAsync() => Task.FromResult<BlobService>(new AzuriteBlobService(azurite));
}
