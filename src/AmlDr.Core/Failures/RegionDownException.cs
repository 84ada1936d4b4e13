namespace AmlDr.Core.Failures;

/// <summary>A region does not answer: the calls to it were given up at their deadline.</summary>
public sealed class RegionDownException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public RegionDownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
