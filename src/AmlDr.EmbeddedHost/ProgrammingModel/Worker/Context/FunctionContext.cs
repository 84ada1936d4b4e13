namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Creates the context.</summary>
    protected FunctionContext()
    {
    }

    /// <summary>The invocation's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, stable while its name and entry point stay.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The W3C trace context that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>The values of the trigger by name.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Function-level retries; not supported here, so null.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place to hand things from one middleware to the next.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Features of this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the host stops, when the function's time is over, or when an HTTP client has gone.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
