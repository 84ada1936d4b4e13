using System.Diagnostics;
using AmlDr.EmbeddedHost.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Invokes functions: a scope, the middleware in the order it was added, the parameters, the method.</summary>
internal sealed class FunctionPipeline
{
    private readonly IServiceScopeFactory _scopes;
    private readonly ParameterBinder _binder;
    private readonly HostMetrics _metrics;
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionPipeline(IServiceScopeFactory scopes, MiddlewareList middleware, ParameterBinder binder, HostMetrics metrics)
    {
        _scopes = scopes;
        _binder = binder;
        _metrics = metrics;
        _pipeline = middleware.Build(ExecuteAsync);
    }

    /// <summary>Invokes a function, in a span of its own below the trigger's trace.</summary>
    /// <param name="function">The function.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="cancellation">Given to the function.</param>
    /// <param name="prepare">Completes the context before the middleware sees it.</param>
    /// <returns>The result, as middleware left it.</returns>
    public async Task<object?> InvokeAsync(
        FunctionDescriptor function, FunctionTrigger trigger, CancellationToken cancellation, Action<EmbeddedFunctionContext>? prepare = null)
    {
        using Activity? span = HostTracing.Start($"amldr.host.function {function.Name}", ActivityKind.Internal, trigger.TraceParent, trigger.TraceState);
        long started = Stopwatch.GetTimestamp();
        bool succeeded = false;
        await using AsyncServiceScope scope = _scopes.CreateAsyncScope();
        try
        {
            EmbeddedFunctionContext context = new(function, trigger, scope.ServiceProvider, cancellation);
            prepare?.Invoke(context);
            await _pipeline(context);
            succeeded = true;
            return context.Bindings.Result.Value;
        }
        finally
        {
            span?.SetStatus(succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            _metrics.Invoked(function.Name, function.Kind.ToString(), succeeded, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>Invokes an orchestrator for one step. The caller disposes the scope when the step is over, whether or not the function returned.</summary>
    public async Task<object?> InvokeOrchestratorAsync(FunctionDescriptor function, FunctionTrigger trigger, AsyncServiceScope scope)
    {
        EmbeddedFunctionContext context = new(function, trigger, scope.ServiceProvider, CancellationToken.None);
        await _pipeline(context);
        return context.Bindings.Result.Value;
    }

    public AsyncServiceScope CreateScope() => _scopes.CreateAsyncScope();

    private async Task ExecuteAsync(Microsoft.Azure.Functions.Worker.FunctionContext context)
    {
        EmbeddedFunctionContext embedded = (EmbeddedFunctionContext)context;
        object?[] arguments = await _binder.BindAsync(embedded);
        embedded.Bindings.Result.Value = await embedded.Function.Code.InvokeAsync(context.InstanceServices, arguments);
    }
}
