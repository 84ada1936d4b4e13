using System.Net;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>The blob that a copy reads, found and authorized.</summary>
/// <param name="Account">The account it is in.</param>
/// <param name="Blob">The blob as it was when the copy began.</param>
/// <param name="Url">Its address without the SAS.</param>
internal sealed record CopySource(AccountState Account, StoredBlob Blob, string Url)
{
    private const int UrlLimit = 2048;

    /// <summary>
    /// Finds the source that <c>x-ms-copy-source</c> names. Whatever the source service would have answered comes back as
    /// <c>CannotVerifyCopySource</c> with that status.
    /// </summary>
    /// <param name="call">The copy.</param>
    /// <param name="ownAccountNeedsNoSas">Whether a source in the destination's account is covered by the copy's own credential.</param>
    public static CopySource Resolve(BlobCall call, bool ownAccountNeedsNoSas)
    {
        Uri url = ReadUrl(call.Request);
        RequestTarget target = RequestTarget.Parse(call.Request.Header("x-ms-copy-source")!);
        if (target.Segments.Length < 3 || !call.Context.Accounts.TryGetValue(target.Segments[0], out AccountState? account))
            throw StorageException.CannotVerifyCopySource(404, "ResourceNotFound", "The specified resource does not exist.");
        if (call.Context.Regions.IsDown(account.Account.Region))
            throw Unreachable();
        (string container, string name) = (target.Segments[1], string.Join('/', target.Segments[2..]));
        try
        {
            Authorize(call, url, target, account, container, name, ownAccountNeedsNoSas);
            StoredBlob blob = Find(account, container, name);
            BlobConditions.OnSource(call.Request).CheckSource(blob);
            return new CopySource(account, blob, url.GetLeftPart(UriPartial.Path));
        }
        catch (StorageException exception) when (exception.Code is not ("SourceConditionNotMet" or "InvalidHeaderValue"))
        {
            throw StorageException.CannotVerifyCopySource(exception.Status, exception.Code, exception.Message);
        }
    }

    /// <summary>The address in <c>x-ms-copy-source</c>, which must be one of this server's.</summary>
    public static Uri ReadUrl(SimRequest request)
    {
        string text = request.Header("x-ms-copy-source")!;
        if (text.Length > UrlLimit || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            throw StorageException.InvalidHeader("x-ms-copy-source", text);
        return IsReachable(request, url)
            ? url
            : throw StorageException.CannotVerifyCopySource(400, null, $"The simulated network reaches its own storage accounts only, not '{url.Authority}'.");
    }

    /// <summary>What a copy ends with when its source is gone.</summary>
    public static StorageException Unreachable() => StorageException.CannotVerifyCopySource(
        500, "ServerBusy", "Could not verify the copy source within the specified time.");

    private static void Authorize(
        BlobCall call, Uri url, RequestTarget target, AccountState account, string container, string name, bool ownAccountNeedsNoSas)
    {
        string? authorization = call.Request.Header("x-ms-copy-source-authorization");
        if (authorization is not null)
            call.RequireVersion("2020-10-02", "x-ms-copy-source-authorization");
        // A SAS covers what it names; an account key or a token of the account covers all of it.
        bool covered = ownAccountNeedsNoSas && account == call.Account && call.Grant.Permissions is null && !SasVerifier.IsPresent(target);
        BlobGrant grant = covered
            ? call.Grant
            : call.Context.Authorizer.AuthorizeSource(call.Request, target, url.Scheme, authorization, account.Account, container, name);
        grant.Require("r");
        StorageAccess.Demand(call.Context, account, grant, "blobs:get", container);
    }

    private static StoredBlob Find(AccountState account, string container, string name)
    {
        lock (account.Gate)
        {
            StoredBlob blob = account.Require(container).Find(name)?.Committed ?? throw StorageException.BlobNotFound();
            if (blob.Copy is { Pending: true })
                throw new StorageException(409, "PendingCopyOperation", "There is currently a pending copy operation.");
            return blob;
        }
    }

    private static bool IsReachable(SimRequest request, Uri url) =>
        string.Equals(url.Authority, request.Host, StringComparison.OrdinalIgnoreCase)
        || (url.Port == request.LocalPort
            && (url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address))));
}
