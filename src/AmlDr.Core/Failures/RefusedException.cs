namespace AmlDr.Core.Failures;

/// <summary>Mirroring would need a guess: a reference has no known counterpart. The message names the field, the value and the remedy.</summary>
public sealed class RefusedException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public RefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
