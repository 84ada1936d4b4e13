using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>An input could not be converted to a parameter's type.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "The programming model declares these two.")]
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which parameter, and why.</param>
    public FunctionInputConverterException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which parameter, and why.</param>
    /// <param name="innerException">Why.</param>
    public FunctionInputConverterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
