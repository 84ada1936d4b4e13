using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>A test with a simulator of its own, whose clock stands still unless the set-up takes another.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    internal ManualTimeProvider Clock { get; } = new();

    protected SimulatedAzure Azure { get; private set; } = null!;

    internal ArmCaller Arm { get; private set; } = null!;

    internal BlobCaller Blob { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await SimulatedAzure.StartAsync(Configure(Sim.Quick with { Clock = Clock }));
        Arm = new ArmCaller(Azure);
        Blob = new BlobCaller(Azure);
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        Blob.Dispose();
        await Azure.DisposeAsync();
    }

    protected virtual SimulatedAzureOptions Configure(SimulatedAzureOptions quick) => quick;
}
