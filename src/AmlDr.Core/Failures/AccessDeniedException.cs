namespace AmlDr.Core.Failures;

/// <summary>The caller is not known or lacks a permission (401, 403).</summary>
public sealed class AccessDeniedException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What was tried, on what, and what the other side answered. Holds no secret.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public AccessDeniedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
