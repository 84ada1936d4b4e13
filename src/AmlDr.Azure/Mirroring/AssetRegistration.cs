namespace AmlDr.Azure.Mirroring;

/// <summary>How a write in the secondary went.</summary>
/// <param name="WasWritten">True when this call wrote; false when an earlier one had.</param>
/// <param name="GoesOn">True when the service still works on it.</param>
/// <param name="Operation">Where that is watched; null when only the resource tells.</param>
/// <param name="RetryAfter">How long the service asks to wait before looking; null when it does not say.</param>
public sealed record AssetRegistration(bool WasWritten, bool GoesOn, Uri? Operation = null, TimeSpan? RetryAfter = null);
