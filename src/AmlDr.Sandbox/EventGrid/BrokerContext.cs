using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>What the parts of the simulated Event Grid share.</summary>
internal sealed class BrokerContext
{
    public required EventGridOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required RegionControl Regions { get; init; }

    public required SeededRandom Random { get; init; }

    public required WebhookClient Client { get; init; }

    public required BackgroundTasks Background { get; init; }

    /// <summary>Writes a dead letter: account, container, blob, bytes. False when the container is not there.</summary>
    public required Func<string, string, string, byte[], bool> WriteDeadLetter { get; init; }

    public DeliverySwitches Switches { get; set; } = new();

    public TimeSpan Scaled(TimeSpan published) => published * Options.TimeScale;
}
