using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>One invocation of a function.</summary>
internal sealed class EmbeddedFunctionContext : FunctionContext
{
    private BindingContext? _bindingContext;
    private TraceContext? _traceContext;
    private IInvocationFeatures? _features;
    private string? _invocationId;

    public EmbeddedFunctionContext(FunctionDescriptor function, FunctionTrigger trigger, IServiceProvider services, CancellationToken cancellation)
    {
        Function = function;
        Trigger = trigger;
        InstanceServices = services;
        CancellationToken = cancellation;
        Bindings = new InvocationBindings();
    }

    public FunctionDescriptor Function { get; }

    public FunctionTrigger Trigger { get; }

    public InvocationBindings Bindings { get; }

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext => _traceContext ??= new InvocationTrace(
        Activity.Current?.Id ?? Trigger.TraceParent ?? string.Empty, Activity.Current?.TraceStateString ?? Trigger.TraceState ?? string.Empty);

    public override BindingContext BindingContext => _bindingContext ??= new InvocationBindingContext(Trigger.Values);

    // The real worker gives null for a function without function-level retries, which this host does not offer.
    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken { get; }

    private sealed class InvocationTrace(string parent, string state) : TraceContext
    {
        public override string TraceParent { get; } = parent;

        public override string TraceState { get; } = state;
    }

    private sealed class InvocationBindingContext(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = values;
    }
}
