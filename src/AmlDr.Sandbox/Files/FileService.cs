using System.Buffers;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Files.Operations;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files;

/// <summary>The file services of all simulated storage accounts, path style: <c>/{account}.file/{share}/{directory}/{file}</c>.</summary>
internal sealed partial class FileService : ISimulatedService
{
    /// <summary>What a first segment ends with that addresses the file service.</summary>
    public const string Suffix = ".file";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\:|<>*?\"");

    private readonly BlobContext _context;
    private readonly SimulatedFiles _files;
    private readonly Dictionary<string, Func<FileCall, CancellationToken, Task<SimResponse>>> _operations;

    public FileService(BlobContext context, SimulatedFiles files)
    {
        _context = context;
        _files = files;
        FileCopies copies = new(new ServerSideTransfer(context));
        _operations = new(StringComparer.Ordinal)
        {
            ["shares:list"] = Now(ShareOperations.List),
            ["shares:create"] = Now(ShareOperations.Create),
            ["shares:get"] = Now(ShareOperations.Get),
            ["shares:delete"] = Now(ShareOperations.Delete),
            ["shares:snapshot"] = Now(ShareOperations.Snapshot),
            ["directories:create"] = Now(DirectoryOperations.Create),
            ["directories:get"] = Now(DirectoryOperations.Get),
            ["directories:delete"] = Now(DirectoryOperations.Delete),
            ["directories:list"] = Now(DirectoryOperations.List),
            ["files:create"] = Now(FileOperations.Create),
            ["files:get"] = Now(FileOperations.Get),
            ["files:head"] = Now(FileOperations.Head),
            ["files:delete"] = Now(FileOperations.Delete),
            ["files:setMetadata"] = Now(FileOperations.SetMetadata),
            ["files:setProperties"] = Now(FileOperations.SetProperties),
            ["files:rename"] = Now(FileRename.Rename),
            ["files:putRange"] = FileOperations.PutRangeAsync,
            ["files:putRangeFromUrl"] = copies.PutRangeFromUrlAsync,
            ["files:copy"] = copies.CopyAsync,
        };
    }

    public void Classify(CallContext call)
    {
        (string account, string share, string[] path) = Split(call.Request.Target);
        if (_context.Accounts.TryGetValue(account, out AccountState? state))
        {
            call.Account = account;
            call.Region = state.Account.Region;
        }

        call.Operation = FileOperationNames.Of(call.Request, share.Length > 0, path.Length > 0) ?? "files:unknown";
    }

    public async Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        SimResponse response;
        try
        {
            response = await ServeAsync(call, cancellationToken);
        }
        catch (StorageException exception)
        {
            response = exception.ToResponse(call, _context.Clock.GetUtcNow());
        }

        return Finish(call, response);
    }

    public SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds)
    {
        StorageException exception = status switch
        {
            429 => new StorageException(429, "TooManyRequests", "Too many requests."),
            503 => new StorageException(503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request."),
            _ => new StorageException(status, "InternalError", "The server encountered an internal error. Please retry the request."),
        };
        return Finish(call, exception.ToResponse(call, _context.Clock.GetUtcNow()).With("Retry-After", retryAfterSeconds is { } seconds ? Wire.Number(seconds) : null));
    }

    /// <summary>Account, share and path; a slash at the end does not count.</summary>
    internal static (string Account, string Share, string[] Path) Split(RequestTarget target)
    {
        string[] segments = [.. target.Segments.Where(segment => segment.Length > 0)];
        string account = segments.Length > 0 && segments[0].EndsWith(Suffix, StringComparison.Ordinal) ? segments[0][..^Suffix.Length] : string.Empty;
        return (account, segments.Length > 1 ? segments[1] : string.Empty, segments.Length > 2 ? segments[2..] : []);
    }

    private static Func<FileCall, CancellationToken, Task<SimResponse>> Now(Func<FileCall, SimResponse> operation) =>
        (call, _) => Task.FromResult(operation(call));

    private static SimResponse Finish(CallContext call, SimResponse response) => response
        .With("x-ms-request-id", call.Request.RequestId)
        .With("x-ms-version", call.Request.Header("x-ms-version"))
        .With("x-ms-client-request-id", call.Request.Header("x-ms-client-request-id"));

    private static void CheckNames(string share, string[] path)
    {
        if (share.Length > 0 && !ShareName().IsMatch(share))
            throw new StorageException(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        if (path.Any(step => step.Length > 255 || step is "." or ".." || step.AsSpan().ContainsAny(Forbidden)))
            throw new StorageException(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
    }

    [GeneratedRegex(@"^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]\z")]
    private static partial Regex ShareName();

    private async Task<SimResponse> ServeAsync(CallContext call, CancellationToken cancellationToken)
    {
        (string account, string share, string[] path) = Split(call.Request.Target);
        if (!_context.Accounts.TryGetValue(account, out AccountState? state))
            throw new StorageException(404, "ResourceNotFound", $"There is no storage account '{account}'. Addresses are /account.file/share/path.");
        if (!_operations.TryGetValue(call.Operation, out Func<FileCall, CancellationToken, Task<SimResponse>>? operation))
            throw StorageException.NotImplemented($"{call.Request.Method} with the query '{call.Request.Target.RawQuery}' here");
        BlobGrant grant = _context.Authorizer.AuthorizeFile(call.Request, state.Account, share, path);
        call.Caller = grant.Caller;
        if (string.IsNullOrEmpty(call.Request.Header("x-ms-version")) && call.Request.Target["sv"] is null)
            throw StorageException.MissingHeader("x-ms-version");
        CheckNames(share, path);
        StorageAccess.DemandFile(_context, state, grant, call.Operation, share);
        if (grant.Permissions is not null)
            grant.Require(FileOperationNames.PermissionOf(call.Operation));
        RequireIntent(call);
        if (call.Request.Header("x-ms-lease-id") is { Length: > 0 })
            throw StorageException.NotImplemented("leases on files");
        return await operation(new FileCall(call, _context, _files, state, grant, share, path), cancellationToken);
    }

    /// <summary>Callers with a token of the directory must say that they come past the files' own permissions.</summary>
    private static void RequireIntent(CallContext call)
    {
        if (call.Request.Header("Authorization")?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) != true)
            return;
        string? intent = call.Request.Header("x-ms-file-request-intent");
        if (string.IsNullOrEmpty(intent))
            throw StorageException.MissingHeader("x-ms-file-request-intent");
        if (!string.Equals(intent, "backup", StringComparison.OrdinalIgnoreCase))
            throw StorageException.InvalidHeader("x-ms-file-request-intent", intent);
    }
}
