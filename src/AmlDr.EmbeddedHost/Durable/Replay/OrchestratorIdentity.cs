using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>Which orchestration runs.</summary>
internal sealed record OrchestratorIdentity(
    string Name, string InstanceId, string Version, ParentOrchestrationInstance? Parent, string? Input, string? TraceParent, string? TraceState);
