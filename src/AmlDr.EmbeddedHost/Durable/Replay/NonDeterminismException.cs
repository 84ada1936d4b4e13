namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>An orchestrator's code does not do what its history says it did.</summary>
public sealed class NonDeterminismException : Exception
{
    internal NonDeterminismException(int taskId, string message)
        : base(message) => TaskId = taskId;

    /// <summary>The sequence number of the step that differs; -1 if the difference is the end.</summary>
    public int TaskId { get; }
}
