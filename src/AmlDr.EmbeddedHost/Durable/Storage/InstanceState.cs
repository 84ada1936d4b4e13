using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An instance as clients see it.</summary>
/// <param name="Row">The instance.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record InstanceState(InstanceRow Row, FailureRecord? Failure)
{
    /// <summary>Input, output and custom status; null unless asked for.</summary>
    public InstancePayloads? Payloads { get; init; }
}
