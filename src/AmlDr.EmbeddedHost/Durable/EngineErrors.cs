namespace AmlDr.EmbeddedHost.Durable;

/// <summary>Error types of failures that the engine itself reports, as the programming model names them.</summary>
internal static class EngineErrors
{
    public const string ActivityNotFound = "ActivityTaskNotFound";

    public const string OrchestratorNotFound = "OrchestratorTaskNotFound";

    public const string VersionMismatch = "VersionMismatch";

    public const string NonDeterministic = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    /// <summary>What a parent sees of a terminated sub-orchestration. What the Functions host says here is not confirmed.</summary>
    public const string Terminated = "OrchestrationTerminated";

    /// <summary>A sub-orchestration whose id is in use. What the Functions host does here is not confirmed.</summary>
    public const string AlreadyExists = "OrchestrationAlreadyExists";

    public const string FunctionTimeout = "Microsoft.Azure.WebJobs.Host.FunctionTimeoutException";

    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator "
        + "function's implementation or by middleware that invokes asynchronous code.";
}
