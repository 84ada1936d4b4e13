using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>Copies that the service makes by itself, from a file or a blob.</summary>
internal sealed class FileCopies(ServerSideTransfer transfer)
{
    public async Task<SimResponse> PutRangeFromUrlAsync(FileCall call, CancellationToken cancellationToken)
    {
        (long first, long last) = FileOperations.ReadTarget(call);
        if (!string.Equals(call.Request.Header("x-ms-write"), "update", StringComparison.OrdinalIgnoreCase))
            throw StorageException.InvalidHeader("x-ms-write", call.Request.Header("x-ms-write"));
        (long sourceFirst, long? sourceEnd) = BlobHeaders.ReadRange(call.Request, "x-ms-source-range") ?? throw StorageException.MissingHeader("x-ms-source-range");
        long length = last - first + 1;
        if (length > FileOperations.RangeLimit)
            throw StorageException.TooLarge(FileOperations.RangeLimit);
        if (sourceEnd is not { } sourceLast || sourceLast - sourceFirst + 1 != length)
            throw StorageException.InvalidHeader("x-ms-source-range", call.Request.Header("x-ms-source-range"));
        Source source = Find(call, ownAccountNeedsNoSas: false);
        if (sourceLast >= source.Content.Length)
            throw StorageException.CannotVerifyCopySource(416, "InvalidRange", "The range specified is invalid for the current size of the resource.");
        BlobContent content = source.Content.Slice(sourceFirst, length);
        await transfer.MoveAsync(source.Account, call.Account, length, null, cancellationToken);
        return FileOperations.Write(call, first, content, length);
    }

    /// <summary>Copy File. It ends before it is answered; the service may answer <c>pending</c> as well.</summary>
    public async Task<SimResponse> CopyAsync(FileCall call, CancellationToken cancellationToken)
    {
        call.RefuseSnapshot();
        if (call.Request.Header("x-ms-copy-source-authorization") is not null)
        {
            throw new StorageException(
                400, "UnsupportedHeader", "One of the HTTP headers specified in the request is not supported.", ("HeaderName", "x-ms-copy-source-authorization"));
        }

        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        Source source = Find(call, ownAccountNeedsNoSas: true);
        await transfer.MoveAsync(source.Account, call.Account, source.Content.Length, null, cancellationToken);
        lock (call.State.Gate)
        {
            FileEntry file = FileOperations.Replace(call, source.Content);
            string id = Guid.NewGuid().ToString(), length = Wire.Number(source.Content.Length);
            file.Metadata = metadata.Count > 0 ? metadata : source.Metadata;
            file.ContentType = source.ContentType;
            file.ContentMd5 = source.ContentMd5;
            file.Copy =
            [
                new("x-ms-copy-id", id), new("x-ms-copy-source", source.Url), new("x-ms-copy-status", "success"),
                new("x-ms-copy-progress", $"{length}/{length}"), new("x-ms-copy-completion-time", Wire.HttpDate(call.Now)),
            ];
            return SimResponse.Empty(202, tookEffect: true, source.Content.Length)
                .With("ETag", file.ETag)
                .With("Last-Modified", Wire.HttpDate(file.ModifiedAt))
                .With("x-ms-copy-id", id)
                .With("x-ms-copy-status", "success");
        }
    }

    private static Source Find(FileCall call, bool ownAccountNeedsNoSas)
    {
        Uri url = CopySource.ReadUrl(call.Request);
        RequestTarget target = RequestTarget.Parse(call.Request.Header("x-ms-copy-source")!);
        if (target.Segments.Length > 0 && !target.Segments[0].EndsWith(FileService.Suffix, StringComparison.Ordinal))
        {
            BlobCall blob = new(call.Call, call.Context, call.Account, call.Grant, string.Empty, string.Empty, call.Request.Header("x-ms-version") ?? string.Empty);
            CopySource found = CopySource.Resolve(blob, ownAccountNeedsNoSas);
            string? md5 = found.Blob.Properties.ContentMd5 is { } stored ? Convert.ToBase64String(stored) : null;
            return new Source(found.Account, found.Blob.Content, found.Url, found.Blob.Metadata, found.Blob.Properties.ContentType, md5);
        }

        (string name, string share, string[] path) = FileService.Split(target);
        if (path.Length == 0 || !call.Context.Accounts.TryGetValue(name, out AccountState? account))
            throw StorageException.CannotVerifyCopySource(404, "ResourceNotFound", "The specified resource does not exist.");
        if (call.Context.Regions.IsDown(account.Account.Region))
            throw CopySource.Unreachable();
        try
        {
            Authorize(call, url, target, account, share, path, ownAccountNeedsNoSas);
            FileAccountState state = call.Files.Account(name);
            lock (state.Gate)
            {
                ShareState known = state.Shares.GetValueOrDefault(share) ?? throw new StorageException(404, "ShareNotFound", "The specified share does not exist.");
                FileEntry? root = target["sharesnapshot"] is { Length: > 0 } snapshot ? known.Snapshots.GetValueOrDefault(snapshot) : known.Root;
                FileEntry file = root?.Find(path) is { IsDirectory: false } found ? found : throw new StorageException(404, "ResourceNotFound", "The specified resource does not exist.");
                return new Source(account, file.Content, url.GetLeftPart(UriPartial.Path), file.Metadata, file.ContentType, file.ContentMd5);
            }
        }
        catch (StorageException exception)
        {
            throw StorageException.CannotVerifyCopySource(exception.Status, exception.Code, exception.Message);
        }
    }

    private static void Authorize(FileCall call, Uri url, RequestTarget target, AccountState account, string share, string[] path, bool ownAccountNeedsNoSas)
    {
        bool covered = ownAccountNeedsNoSas && account == call.Account && call.Grant.Permissions is null && !SasVerifier.IsPresent(target);
        BlobGrant grant = covered
            ? call.Grant
            : call.Context.Authorizer.AuthorizeFileSource(
                call.Request, target, url.Scheme, call.Request.Header("x-ms-copy-source-authorization"), account.Account, share, path);
        grant.Require("r");
        StorageAccess.DemandFile(call.Context, account, grant, "files:get", share);
    }

    private sealed record Source(
        AccountState Account, BlobContent Content, string Url, IReadOnlyDictionary<string, string> Metadata, string ContentType, string? ContentMd5);
}
