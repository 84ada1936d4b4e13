using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Blobs.Authorization;

/// <summary>Verifies whatever credential a call to a storage account carries.</summary>
internal sealed class BlobAuthorizer(WorldTopology world, TokenService tokens, TimeProvider clock)
{
    private readonly SasVerifier _sas = new(world, clock);
    private readonly SharedKeyVerifier _sharedKey = new(clock);

    public BlobGrant Authorize(SimRequest request, SimulatedAccount account, string? container, string? blob) =>
        Authorize(request, account, target => _sas.Verify(target, account, container, blob, request.Scheme, request.RemoteAddress));

    /// <summary>The same at the file service.</summary>
    public BlobGrant AuthorizeFile(SimRequest request, SimulatedAccount account, string share, string[] path) =>
        Authorize(request, account, target => _sas.VerifyFile(target, account, share, path, request.Scheme, request.RemoteAddress));

    /// <summary>Authorizes reading the source of a copy: a SAS in its address, or a bearer token sent along.</summary>
    public BlobGrant AuthorizeSource(SimRequest request, RequestTarget source, string sourceScheme, string? authorization, SimulatedAccount account, string container, string blob) =>
        AuthorizeSource(source, authorization, account, () => _sas.Verify(source, account, container, blob, sourceScheme, request.RemoteAddress));

    /// <summary>The same for a file as the source.</summary>
    public BlobGrant AuthorizeFileSource(SimRequest request, RequestTarget source, string sourceScheme, string? authorization, SimulatedAccount account, string share, string[] path) =>
        AuthorizeSource(source, authorization, account, () => _sas.VerifyFile(source, account, share, path, sourceScheme, request.RemoteAddress));

    private BlobGrant Authorize(SimRequest request, SimulatedAccount account, Func<RequestTarget, BlobGrant> verifySignature)
    {
        string? header = request.Header("Authorization");
        if (header is null)
            return SasVerifier.IsPresent(request.Target) ? verifySignature(request.Target) : throw NoAuthentication();

        if (header.StartsWith("SharedKey ", StringComparison.OrdinalIgnoreCase))
        {
            _sharedKey.Verify(request, account, header["SharedKey ".Length..]);
            return new BlobGrant(
                new CallerIdentity("shared-key", null, null, string.Empty, "Key", new Dictionary<string, string>(StringComparer.Ordinal)), Permissions: null);
        }

        return Bearer(header, account);
    }

    private BlobGrant AuthorizeSource(RequestTarget source, string? authorization, SimulatedAccount account, Func<BlobGrant> verifySignature)
    {
        if (authorization is not null)
        {
            return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                ? Bearer(authorization, account)
                : throw StorageException.InvalidHeader("x-ms-copy-source-authorization", "only the Bearer scheme is supported");
        }

        return SasVerifier.IsPresent(source) ? verifySignature() : throw NoAuthentication();
    }

    private BlobGrant Bearer(string header, SimulatedAccount account)
    {
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header["Bearer ".Length..].Trim() is not { Length: > 0 } token)
            throw new StorageException(400, "InvalidAuthenticationInfo", "Authentication information is not given in the correct format. Check the value of Authorization header.");
        TokenProblem problem = tokens.Read(
            token,
            audience => audience.TrimEnd('/') is "https://storage.azure.com" || audience.TrimEnd('/') == $"https://{account.Name}.blob.core.windows.net",
            out CallerIdentity caller);
        return problem switch
        {
            TokenProblem.None => new BlobGrant(caller, Permissions: null),
            TokenProblem.Expired => throw Unauthorized("InvalidAuthenticationInfo", "Lifetime validation failed. The token is expired."),
            TokenProblem.WrongAudience => throw Unauthorized("InvalidAuthenticationInfo", "Audience validation failed. Audience did not match."),
            _ => throw Unauthorized("InvalidAuthenticationInfo", "The token is malformed."),
        };
    }

    private StorageException NoAuthentication() => Unauthorized(
        "NoAuthenticationInformation",
        "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.");

    private StorageException Unauthorized(string code, string message)
    {
        StorageException exception = new(401, code, message);
        exception.Headers.Add(new(
            "WWW-Authenticate", $"Bearer authorization_uri=https://login.microsoftonline.com/{world.TenantId}/oauth2/authorize resource_id=https://storage.azure.com"));
        return exception;
    }
}
