namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation returned.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
    /// <summary>Creates the result.</summary>
    protected InvocationResult()
    {
    }
}
