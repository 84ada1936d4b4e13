namespace AmlDr.Core.Failures;

/// <summary>The other side asked for fewer calls (429). The call took no effect.</summary>
public sealed class ThrottledException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="retryAfter">How long the other side asked to wait, if it said so.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ThrottledException(string message, TimeSpan? retryAfter, Exception? innerException = null)
        : base(message, innerException)
    {
        RetryAfter = retryAfter;
    }

    /// <summary>How long the other side asked to wait (<c>Retry-After</c>), if it said so.</summary>
    public TimeSpan? RetryAfter { get; }
}
