namespace AmlDr.Core.Failures;

/// <summary>The asset, as it is, cannot be mirrored: it is malformed, its files are gone, or the service calls the request wrong (400).</summary>
public sealed class InvalidAssetException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public InvalidAssetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
