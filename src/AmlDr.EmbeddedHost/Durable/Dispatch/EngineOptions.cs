namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Limits of the engine, from <c>host.json</c> and the settings.</summary>
internal sealed record EngineOptions
{
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxConcurrentOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How long a function may take; null means without limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    /// <summary>How long a graceful stop waits for what runs before it cancels it.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many instances and activities wait in memory at most; more wait in the database.</summary>
    public int QueueCapacity { get; init; } = 2048;

    public long HistoryCacheBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How many ends of the process that were no stops an activity may have been running at before it is parked.</summary>
    public int MaxCrashesPerActivity { get; init; } = 20;

    /// <summary>How often a step that breaks inside the engine is tried before its instance is parked.</summary>
    public int MaxBrokenSteps { get; init; } = 3;

    /// <summary>The statuses of an existing instance that refuse a start which names none.</summary>
    public IReadOnlySet<History.InstanceStatus> DefaultRefusingStatuses { get; init; } =
        new HashSet<History.InstanceStatus> { History.InstanceStatus.Running, History.InstanceStatus.Pending, History.InstanceStatus.Suspended };
}
