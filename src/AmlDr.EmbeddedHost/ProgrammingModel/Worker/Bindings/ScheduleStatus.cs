namespace Microsoft.Azure.Functions.Worker;

/// <summary>The state of a timer's schedule.</summary>
public class ScheduleStatus
{
    /// <summary>The last run.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next run.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this state was written.</summary>
    public DateTime LastUpdated { get; set; }
}
