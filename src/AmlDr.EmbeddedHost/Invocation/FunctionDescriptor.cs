using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>A function of the app: where its code is, what starts it, and how its parameters are filled.</summary>
internal sealed class FunctionDescriptor
{
    public required string Name { get; init; }

    public required FunctionKind Kind { get; init; }

    /// <summary>The name by which orchestrations call it; the function's name unless its trigger gives another.</summary>
    public required string TaskName { get; init; }

    public required MethodInfo Method { get; init; }

    public required TriggerBindingAttribute Trigger { get; init; }

    public required FunctionDefinition Definition { get; init; }

    public required IReadOnlyList<ParameterPlan> Parameters { get; init; }

    public required FunctionCode Code { get; init; }

    /// <summary>Whether the setting <c>AzureWebJobs.{name}.Disabled</c> turns it off.</summary>
    public bool Disabled { get; init; }

    public ParameterPlan TriggerParameter => Parameters.First(parameter => parameter.Role == ParameterRole.Trigger);
}
