using AmlDr.EmbeddedHost.Durable.Dispatch;
using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Runs the app's orchestrators and activities through the function pipeline.</summary>
internal sealed class FunctionRunner(FunctionCatalog catalog, FunctionPipeline pipeline, DataConverter converter) : IFunctionRunner
{
    public Func<OrchestratorContext, Task<object?>>? FindOrchestrator(string name)
    {
        if (!catalog.TryGetOrchestrator(name, out FunctionDescriptor? function))
        {
            return null;
        }

        return context =>
        {
            AsyncServiceScope scope = pipeline.CreateScope();
            context.DisposeWithStep(scope);
            return pipeline.InvokeOrchestratorAsync(
                function, new FunctionTrigger(context) { TraceParent = context.Trace.Parent, TraceState = context.Trace.State }, scope);
        };
    }

    public Func<ActivityItem, CancellationToken, Task<string?>>? FindActivity(string name) => catalog.TryGetActivity(name, out FunctionDescriptor? function)
        ? (item, cancellation) => RunActivityAsync(function, item, cancellation)
        : null;

    private async Task<string?> RunActivityAsync(FunctionDescriptor function, ActivityItem item, CancellationToken cancellation)
    {
        FunctionTrigger trigger = new(item.Input)
        {
            Values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["instanceId"] = item.InstanceId,
                [function.TriggerParameter.Parameter.Name] = item.Input,
                ["data"] = item.Input,
            },
            TraceParent = item.TraceParent,
            TraceState = item.TraceState,
        };
        return Serialize(await pipeline.InvokeAsync(function, trigger, cancellation));
    }

    /// <summary>A result that cannot be serialized arrives as its text, as the Functions worker does it.</summary>
    private string? Serialize(object? result)
    {
        try
        {
            return converter.Serialize(result);
        }
        catch (Exception exception) when (exception is NotSupportedException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return converter.Serialize(result?.ToString());
        }
    }
}
