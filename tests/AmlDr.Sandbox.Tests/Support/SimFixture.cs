using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>One simulator for a whole test class. Its tests use names of their own and leave its switches alone.</summary>
public sealed class SimFixture : IAsyncLifetime
{
    public SimulatedAzure Azure { get; private set; } = null!;

    internal ArmCaller Arm { get; private set; } = null!;

    internal BlobCaller Blob { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure);
        Blob = new BlobCaller(Azure);
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        Blob.Dispose();
        await Azure.DisposeAsync();
    }
}
