namespace AmlDr.Azure.Registries;

/// <summary>How far the publication of an asset to a registry is.</summary>
/// <param name="IsDone">True when the registry holds it.</param>
/// <param name="Operation">Where the publication is watched; null when only the registry tells.</param>
/// <param name="RetryAfter">How long the service asks to wait before looking; null when it does not say.</param>
/// <param name="WasWritten">True when the registry was written; false when it held the asset already.</param>
public sealed record RegistryPublication(bool IsDone, Uri? Operation = null, TimeSpan? RetryAfter = null, bool WasWritten = false);
