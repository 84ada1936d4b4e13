using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The worker could not do its part of an invocation.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "The programming model declares these two.")]
public class FunctionWorkerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public FunctionWorkerException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
