using AmlDr.Core.Pairs;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Azure.Tests.Support;

/// <summary>A test with two simulated regions of its own.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    /// <summary>The simulated regions and the app's services.</summary>
    private protected SimulatedPair Sim { get; private set; } = null!;

    private protected static CancellationToken None => CancellationToken.None;

    private protected WorkspaceId Primary => Sim.Pair.Primary;

    private protected WorkspaceId Secondary => Sim.Pair.Secondary;

    /// <summary>How the regions are set up.</summary>
    private protected virtual SimulatedAzureOptions Options => new();

    public async Task InitializeAsync() => Sim = await SimulatedPair.StartAsync(Options);

    public async Task DisposeAsync() => await Sim.DisposeAsync();
}
