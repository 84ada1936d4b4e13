namespace AmlDr.Sandbox.Identity;

/// <summary>Who calls.</summary>
/// <param name="Key">What tells callers apart: object id, or a fingerprint of an opaque token, or the kind of key used.</param>
/// <param name="ApplicationId">The application (client) id, null when the token carries none.</param>
/// <param name="ObjectId">The principal's object id, null when the token carries none.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Kind">As in <c>systemData</c>: <c>User</c>, <c>Application</c>, <c>ManagedIdentity</c> or <c>Key</c>.</param>
/// <param name="Claims">The token's claims as text.</param>
internal sealed record CallerIdentity(
    string Key,
    string? ApplicationId,
    string? ObjectId,
    string TenantId,
    string Kind,
    IReadOnlyDictionary<string, string> Claims)
{
    /// <summary>What <c>systemData.createdBy</c> shows.</summary>
    public string DisplayName => Claims.GetValueOrDefault("name") ?? ApplicationId ?? ObjectId ?? Key;

    public override string ToString() => ApplicationId ?? ObjectId ?? Key;
}
