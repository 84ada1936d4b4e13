namespace AmlDr.Azure.Options;

/// <summary>Checks who may use the HTTP API.</summary>
internal static class SecurityValidator
{
    private const string At = "AmlDr:Security:";

    /// <summary>Checks the settings.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>The faults, each with the setting's path, its value and the remedy.</returns>
    public static IEnumerable<(string Path, string Value, string Remedy)> Validate(SecurityOptions options)
    {
        bool tokens = options.Mode == AuthorizationMode.EntraId;
        if (tokens && !(Guid.TryParseExact(options.TenantId, "D", out Guid tenant) && tenant != Guid.Empty))
        {
            yield return (At + nameof(options.TenantId), options.TenantId,
                "AmlDr__Security__Mode is EntraId; give the identifier of one tenant, a GUID. 'common' and 'organizations' let every tenant in and are not taken.");
        }

        if (tokens && string.IsNullOrWhiteSpace(options.Audience))
        {
            yield return (At + nameof(options.Audience), options.Audience,
                "AmlDr__Security__Mode is EntraId; give the client identifier of the API's app registration.");
        }

        if (options.Authority.Length > 0
            && !(AmlDrOptionsValidator.IsAddress(options.Authority, out Uri? authority) && authority.Query.Length == 0 && authority.Fragment.Length == 0))
        {
            yield return (At + nameof(options.Authority), options.Authority,
                "give the https address of the issuer (http on loopback only), without a query, or leave it empty for the public cloud.");
        }

        if (!tokens && (options.TenantId.Length > 0 || options.Audience.Length > 0 || options.Authority.Length > 0))
        {
            yield return (At + nameof(options.Mode), options.Mode.ToString(),
                "a tenant, an audience or an authority is set, which this mode does not look at. Set EntraId, or empty the others.");
        }
    }
}
