namespace AmlDr.Core.Failures;

/// <summary>Something stands and does not do what it should, such as an endpoint that answers its sample wrongly.</summary>
public sealed class VerificationFailedException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong; never the answer itself, which may be private.</param>
    public VerificationFailedException(string message)
        : base(message)
    {
    }
}
