namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation returned.</summary>
/// <typeparam name="T">Its type.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>Creates the result.</summary>
    protected InvocationResult()
    {
    }

    /// <summary>What the function returned; middleware may replace it.</summary>
    public abstract T? Value { get; set; }
}
