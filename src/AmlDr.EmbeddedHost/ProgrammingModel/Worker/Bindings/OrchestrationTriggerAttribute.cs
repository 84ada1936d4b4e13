using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a function an orchestrator; the parameter is a <see cref="Microsoft.DurableTask.TaskOrchestrationContext"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name; null means the function's name.</summary>
    public string? Orchestration { get; set; }
}
