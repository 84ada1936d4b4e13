namespace AmlDr.Azure.Mirroring;

/// <summary>How far a write in the secondary is that goes on after its answer.</summary>
/// <param name="IsDone">True when it has ended well.</param>
/// <param name="RetryAfter">How long the service asks to wait before looking again; null when it does not say.</param>
public sealed record ProvisioningStatus(bool IsDone, TimeSpan? RetryAfter = null);
