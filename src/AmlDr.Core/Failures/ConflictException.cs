namespace AmlDr.Core.Failures;

/// <summary>The other side holds something that this write would change although it is immutable, or holds a lock (409, 412).</summary>
public sealed class ConflictException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ConflictException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
