namespace AmlDr.EmbeddedHost.Durable.History;

/// <summary>The kinds of history events. The numbers are stored: add, never renumber.</summary>
internal enum HistoryEventType
{
    ExecutionStarted = 1,
    StepStarted = 2,
    TaskScheduled = 3,
    TaskCompleted = 4,
    TaskFailed = 5,
    SubOrchestrationCreated = 6,
    SubOrchestrationCompleted = 7,
    SubOrchestrationFailed = 8,
    TimerCreated = 9,
    TimerFired = 10,
    EventSent = 11,
    EventRaised = 12,
    ExecutionSuspended = 13,
    ExecutionResumed = 14,
    ExecutionTerminated = 15,
    ExecutionCompleted = 16,
    ContinuedAsNew = 17,

    /// <summary>The orchestrator awaited something that is not durable, and that went on outside of its thread.</summary>
    IllegalAwaitDetected = 18,
}
