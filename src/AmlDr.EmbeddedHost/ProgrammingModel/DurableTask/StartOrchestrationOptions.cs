using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a new orchestration is started.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="InstanceId">The instance id; null makes one up. Not longer than 256 characters, without <c>/ \ # ?</c> and control characters.</param>
    /// <param name="StartAt">When to start; null or a past time means at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; null makes one up.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to start; null or a past time means at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Tags of the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version; null means the configured default version.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// The statuses of an existing instance of the same id that refuse this start. Null means the host's default
    /// (<c>extensions.durableTask.overridableExistingInstanceStates</c>: Running, Pending, Suspended and ContinuedAsNew refuse).
    /// In any other status the existing instance is terminated and replaced.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
