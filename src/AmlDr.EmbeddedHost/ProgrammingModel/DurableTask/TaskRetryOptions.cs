using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Retry by a declarative policy or by a handler; exactly one of the two.</summary>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "FromRetryPolicy and FromRetryHandler are the named alternates.")]
public sealed class TaskRetryOptions
{
    /// <summary>Retry by a policy.</summary>
    /// <param name="policy">The policy.</param>
    public TaskRetryOptions(RetryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
    }

    /// <summary>Retry by a handler.</summary>
    /// <param name="handler">The handler, asked after every failure.</param>
    public TaskRetryOptions(AsyncRetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    /// <summary>The policy, or null when a handler decides.</summary>
    public RetryPolicy? Policy { get; }

    /// <summary>The handler, or null when a policy decides.</summary>
    public AsyncRetryHandler? Handler { get; }

    /// <summary>Retry by a policy.</summary>
    /// <param name="policy">The policy.</param>
    public static implicit operator TaskRetryOptions(RetryPolicy policy) => FromRetryPolicy(policy);

    /// <summary>Retry by a handler.</summary>
    /// <param name="handler">The handler.</param>
    public static implicit operator TaskRetryOptions(AsyncRetryHandler handler) => FromRetryHandler(handler);

    /// <summary>Retry by a handler.</summary>
    /// <param name="handler">The handler.</param>
    public static implicit operator TaskRetryOptions(RetryHandler handler) => FromRetryHandler(handler);

    /// <summary>Retry by a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>The options.</returns>
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Retry by a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>The options.</returns>
    public static TaskRetryOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Retry by a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>The options.</returns>
    public static TaskRetryOptions FromRetryHandler(RetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(context => Task.FromResult(handler(context)));
    }
}
