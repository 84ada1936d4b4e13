using AmlDr.Azure.Tests.Support.Blobs;

namespace AmlDr.Azure.Tests.Blobs;

public sealed class BlobContainerClientSimulatorTests : BlobContainerClientTests
{
    private protected override async Task<BlobService> StartAsync() => await SimulatorBlobService.StartAsync();
}
