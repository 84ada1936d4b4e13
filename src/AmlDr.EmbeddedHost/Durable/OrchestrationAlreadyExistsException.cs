namespace DurableTask.Core.Exceptions;

/// <summary>
/// A start was refused because an instance of the same id exists. The type has the name that the real client's exception has,
/// so that a <c>catch</c> means the same on both.
/// </summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public OrchestrationAlreadyExistsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The id and the status of the existing instance.</param>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The id and the status of the existing instance.</param>
    /// <param name="innerException">The cause.</param>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
