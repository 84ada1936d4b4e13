namespace Microsoft.DurableTask.Client;

/// <summary>The status of an orchestration instance.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has begun and not ended.</summary>
    Running = 0,

    /// <summary>It ended with a result.</summary>
    Completed = 1,

    /// <summary>It starts over; never seen from outside.</summary>
    ContinuedAsNew = 2,

    /// <summary>It ended with a failure.</summary>
    Failed = 3,

    /// <summary>Reserved.</summary>
    Canceled = 4,

    /// <summary>It was terminated.</summary>
    Terminated = 5,

    /// <summary>It has not begun yet.</summary>
    Pending = 6,

    /// <summary>It is suspended.</summary>
    Suspended = 7,
}
