namespace AmlDr.Azure.Blobs;

/// <summary>A key that the storage account lent to an identity for signing addresses. Never stored, never logged.</summary>
/// <param name="SignedObjectId">The identity's object identifier.</param>
/// <param name="SignedTenantId">Its tenant.</param>
/// <param name="SignedStart">From when on the key is good, as the service wrote it.</param>
/// <param name="SignedExpiry">Until when, as the service wrote it.</param>
/// <param name="SignedService">The service, <c>b</c>.</param>
/// <param name="SignedVersion">The service version that made it.</param>
/// <param name="Value">The key in Base64.</param>
public sealed record UserDelegationKey(
    string SignedObjectId, string SignedTenantId, string SignedStart, string SignedExpiry, string SignedService, string SignedVersion,
    string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"a user delegation key until {SignedExpiry}";
}
