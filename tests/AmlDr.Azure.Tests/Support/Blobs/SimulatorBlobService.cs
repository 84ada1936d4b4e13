using AmlDr.Azure.Blobs;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>The simulator's blob service, with tokens.</summary>
internal sealed class SimulatorBlobService : BlobService
{
    private readonly SimulatedPair _sim;

    private SimulatorBlobService(SimulatedPair sim) => _sim = sim;

    private BlobClientFactory Clients => _sim.Get<BlobClientFactory>();

    public static async Task<SimulatorBlobService> StartAsync() => new(await SimulatedPair.StartAsync());

    public override BlobContainerClient Container(string name, bool second = false) =>
        Clients.GetContainer(new Uri($"{_sim.Azure.BaseUrl}/{(second ? _sim.World.Secondary : _sim.World.Primary).Account}/{name}"));

    public override BlobCopyClient CopyClient(BlobContainerClient container) => Clients.GetCopyClient(container.Address);

    public override CopySource Source(BlobContainerClient container, string name, string etag) =>
        ClosedSource(container, name, etag) with { Authorization = $"Bearer {_sim.Azure.Tokens.Issue("https://storage.azure.com")}" };

    public override ValueTask DisposeAsync() => _sim.DisposeAsync();
}
