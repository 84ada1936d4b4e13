namespace AmlDr.Azure.Options;

/// <summary>Who may use the HTTP API, and how much of it.</summary>
public sealed class SecurityOptions
{
    /// <summary>What a request must bring.</summary>
    public AuthorizationMode Mode { get; init; } = AuthorizationMode.FunctionKey;

    /// <summary>The identifier (a GUID) of the tenant whose tokens are taken. Needed for <see cref="AuthorizationMode.EntraId"/>.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>
    /// The audience of the tokens: the client identifier of the API's app registration, as tokens of version 2.0 have it. Needed for
    /// <see cref="AuthorizationMode.EntraId"/>.
    /// </summary>
    public string Audience { get; init; } = "";

    /// <summary>
    /// The address of the issuer, whose <c>/.well-known/openid-configuration</c> names the signing keys; empty for
    /// <c>https://login.microsoftonline.com/{TenantId}/v2.0</c>. For national clouds. Plain <c>http</c> is taken on loopback only.
    /// </summary>
    public string Authority { get; init; } = "";

    /// <summary>How many operations of one sort a caller may start per pair and minute, 1 to 600. Counted by each instance of the app for itself.</summary>
    public int StartsPerMinute { get; init; } = 10;

    /// <summary>The largest body of a request, in bytes, 1 KiB to 4 MiB.</summary>
    public int LargestBodyBytes { get; init; } = 64 * 1024;

    /// <summary>The address of the issuer, the default put in.</summary>
    /// <returns>The address, without a slash at the end.</returns>
    public string IssuerAddress() =>
        (Authority.Length > 0 ? Authority : $"https://login.microsoftonline.com/{TenantId}/v2.0").TrimEnd('/');
}
