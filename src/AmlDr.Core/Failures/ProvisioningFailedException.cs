namespace AmlDr.Core.Failures;

/// <summary>The service took a write and failed to carry it out, such as a deployment without quota for its instances.</summary>
public sealed class ProvisioningFailedException : AmlDrException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What failed, and the service's reason.</param>
    public ProvisioningFailedException(string message)
        : base(message)
    {
    }
}
