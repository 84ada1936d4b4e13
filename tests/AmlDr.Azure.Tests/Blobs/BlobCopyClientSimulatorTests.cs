using AmlDr.Azure.Tests.Support.Blobs;

namespace AmlDr.Azure.Tests.Blobs;

public sealed class BlobCopyClientSimulatorTests : BlobCopyClientTests
{
    private protected override async Task<BlobService> StartServiceAsync() => await SimulatorBlobService.StartAsync();
}
