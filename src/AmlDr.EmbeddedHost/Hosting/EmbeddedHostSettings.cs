using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.DurableTask.Worker;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>What <c>host.json</c> and the settings say, validated.</summary>
internal sealed record EmbeddedHostSettings
{
    public required string StateDirectory { get; init; }

    public required string HubName { get; init; }

    public string RoutePrefix { get; init; } = "api";

    /// <summary>Headers that every answer gets which does not have them.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a function may take; null means without limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    public int MaxConcurrentActivities { get; init; }

    public int MaxConcurrentOrchestrators { get; init; }

    /// <summary>The statuses of an existing instance that refuse a start which names none.</summary>
    public required IReadOnlySet<InstanceStatus> DefaultRefusingStatuses { get; init; }

    public DurableTaskWorkerOptions.VersioningOptions? Versioning { get; init; }

    public required HostKeySettings Keys { get; init; }

    public long EventGridMaxBodyBytes { get; init; }

    public TimeSpan DrainTimeout { get; init; }

    public int MaxCrashesPerActivity { get; init; }
}
