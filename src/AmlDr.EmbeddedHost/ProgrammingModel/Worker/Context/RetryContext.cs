namespace Microsoft.Azure.Functions.Worker;

/// <summary>Function-level retries.</summary>
public abstract class RetryContext
{
    /// <summary>Creates the context.</summary>
    protected RetryContext()
    {
    }

    /// <summary>How often the function was tried again.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How often it is tried again at most.</summary>
    public abstract int MaxRetryCount { get; }
}
