using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Runs the app's functions for the engine.</summary>
internal interface IFunctionRunner
{
    /// <summary>The code of an orchestrator; null if the app has none of this name. Names compare without case.</summary>
    Func<OrchestratorContext, Task<object?>>? FindOrchestrator(string name);

    /// <summary>The code of an activity; null if the app has none of this name. Names compare without case.</summary>
    Func<ActivityItem, CancellationToken, Task<string?>>? FindActivity(string name);
}
