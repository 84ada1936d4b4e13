namespace Microsoft.DurableTask;

/// <summary>An activity or a sub-orchestration failed; thrown at the orchestrator's <c>await</c>.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="taskName">The activity's or orchestrator's name.</param>
    /// <param name="taskId">The sequence number of the call within the orchestration; retry timers count too.</param>
    /// <param name="failureDetails">What failed.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(MessageFor(taskName, taskId, failureDetails?.ErrorMessage))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>Creates the exception from another one.</summary>
    /// <param name="taskName">The activity's or orchestrator's name.</param>
    /// <param name="taskId">The sequence number of the call within the orchestration.</param>
    /// <param name="innerException">The cause.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(MessageFor(taskName, taskId, innerException?.Message), innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>The activity's or orchestrator's name.</summary>
    public string TaskName { get; }

    /// <summary>The sequence number of the call within the orchestration; retry timers count too.</summary>
    public int TaskId { get; }

    /// <summary>What failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>A failure that no retry can mend, such as a function that does not exist.</summary>
    internal bool IsNonRetriable { get; init; }

    private static string MessageFor(string taskName, int taskId, string? details) =>
        $"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {details}";
}
