namespace AmlDr.Core.Failures;

/// <summary>The call may succeed when it is repeated: a 5xx answer, a lost connection, a timeout. It may also have taken effect.</summary>
public sealed class TransientException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public TransientException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
