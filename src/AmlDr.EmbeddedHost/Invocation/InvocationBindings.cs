using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>The bound parameters and the result of one invocation.</summary>
internal sealed class InvocationBindings
{
    private Dictionary<string, BoundValue>? _ahead;

    public InvocationResult Result { get; } = new StoredResult();

    /// <exception cref="ArgumentException">The context is not one of this host.</exception>
    public static InvocationBindings Of(FunctionContext context) => context is EmbeddedFunctionContext embedded
        ? embedded.Bindings
        : throw new ArgumentException($"The function context is a {context.GetType()}, not one of this host.", nameof(context));

    /// <summary>A value that middleware bound ahead of the function, and perhaps replaced.</summary>
    public bool TryGetAhead(string parameter, out object? value)
    {
        BoundValue? bound = null;
        bool found = _ahead is not null && _ahead.TryGetValue(parameter, out bound);
        value = bound?.Value;
        return found;
    }

    public async ValueTask<InputBindingData<T>> BindAheadAsync<T>(FunctionContext context, BindingMetadata metadata)
    {
        _ahead ??= new Dictionary<string, BoundValue>(StringComparer.OrdinalIgnoreCase);
        if (!_ahead.TryGetValue(metadata.Name, out BoundValue? bound))
        {
            EmbeddedFunctionContext embedded = (EmbeddedFunctionContext)context;
            ParameterPlan plan = embedded.Function.Parameters.FirstOrDefault(p => string.Equals(p.Parameter.Name, metadata.Name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException($"Function '{embedded.Function.Name}' has no parameter '{metadata.Name}'.", nameof(metadata));
            ParameterBinder binder = context.InstanceServices.GetRequiredService<ParameterBinder>();
            _ahead[metadata.Name] = bound = new BoundValue { Value = await binder.BindAsync(embedded, plan) };
        }

        return new BoundData<T>(metadata, bound);
    }

    public InvocationResult<T> ResultAs<T>() => new TypedResult<T>(Result);

    private sealed class BoundValue
    {
        public object? Value { get; set; }
    }

    private sealed class BoundData<T>(BindingMetadata metadata, BoundValue bound) : InputBindingData<T>
    {
        public override BindingMetadata BindingMetadata { get; } = metadata;

        public override T? Value
        {
            get => (T?)bound.Value;
            set => bound.Value = value;
        }
    }

    private sealed class StoredResult : InvocationResult
    {
        public override object? Value { get; set; }
    }

    private sealed class TypedResult<T>(InvocationResult result) : InvocationResult<T>
    {
        public override T? Value
        {
            get => result.Value is null or T
                ? (T?)result.Value
                : throw new InvalidOperationException($"The invocation's result is a {result.Value.GetType()}, not a {typeof(T)}.");
            set => result.Value = value;
        }
    }
}
