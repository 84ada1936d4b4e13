namespace AmlDr.Core.Failures;

/// <summary>What was asked for does not exist (404).</summary>
public sealed class NotFoundException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public NotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
