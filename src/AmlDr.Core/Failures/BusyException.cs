namespace AmlDr.Core.Failures;

/// <summary>The other side still works on an earlier change of the same thing and takes no other one before that has ended.</summary>
public sealed class BusyException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public BusyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
