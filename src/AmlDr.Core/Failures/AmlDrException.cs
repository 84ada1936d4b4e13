namespace AmlDr.Core.Failures;

/// <summary>
/// A failure whose class the product acts upon. The class decides what happens next: retry, record, refuse. Derived types are
/// told apart by their type alone, because a durable activity's failure crosses to its orchestrator as a type name and a message.
/// </summary>
public abstract class AmlDrException : Exception
{
    private protected AmlDrException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
