using System.Globalization;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.Operations;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>The blob services of all simulated storage accounts, path style: <c>/{account}/{container}/{blob}</c>.</summary>
internal sealed partial class BlobService : ISimulatedService
{
    private readonly BlobContext _context;
    private readonly Dictionary<string, Func<BlobCall, CancellationToken, Task<SimResponse>>> _operations;

    /// <summary>Every operation with its method.</summary>
    public static IReadOnlyDictionary<string, string> Methods { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["containers:list"] = "GET", ["containers:create"] = "PUT", ["containers:get"] = "GET", ["containers:setMetadata"] = "PUT", ["containers:lease"] = "PUT",
        ["containers:delete"] = "DELETE", ["service:getUserDelegationKey"] = "POST", ["service:getProperties"] = "GET", ["service:getAccountInfo"] = "GET",
        ["blobs:list"] = "GET", ["blobs:put"] = "PUT", ["blobs:putFromUrl"] = "PUT", ["blobs:copyFromUrl"] = "PUT", ["blobs:copy"] = "PUT", ["blobs:abortCopy"] = "PUT",
        ["blobs:putBlock"] = "PUT", ["blobs:putBlockFromUrl"] = "PUT", ["blobs:putBlockList"] = "PUT", ["blobs:getBlockList"] = "GET", ["blobs:appendBlock"] = "PUT",
        ["blobs:setMetadata"] = "PUT", ["blobs:setProperties"] = "PUT", ["blobs:lease"] = "PUT", ["blobs:get"] = "GET", ["blobs:head"] = "HEAD",
        ["blobs:getMetadata"] = "GET", ["blobs:delete"] = "DELETE",
    };

    public BlobService(BlobContext context)
    {
        _context = context;
        CopyOperations copies = new(new ServerSideTransfer(context));
        _operations = new(StringComparer.Ordinal)
        {
            ["containers:list"] = Now(ContainerOperations.List),
            ["service:getUserDelegationKey"] = AccountOperations.GetUserDelegationKeyAsync,
            ["service:getProperties"] = Now(AccountOperations.GetProperties),
            ["service:getAccountInfo"] = Now(AccountOperations.GetAccountInfo),
            ["containers:create"] = Now(ContainerOperations.Create),
            ["containers:get"] = Now(ContainerOperations.Get),
            ["containers:setMetadata"] = Now(ContainerOperations.SetMetadata),
            ["containers:lease"] = Now(LeaseOperations.LeaseContainer),
            ["containers:delete"] = Now(ContainerOperations.Delete),
            ["blobs:list"] = Now(ListOperations.List),
            ["blobs:put"] = WriteOperations.PutAsync,
            ["blobs:putFromUrl"] = copies.PutFromUrlAsync,
            ["blobs:copyFromUrl"] = copies.CopyFromUrlAsync,
            ["blobs:copy"] = copies.StartCopyAsync,
            ["blobs:abortCopy"] = Now(CopyOperations.AbortCopy),
            ["blobs:putBlock"] = BlockOperations.PutAsync,
            ["blobs:putBlockFromUrl"] = copies.PutBlockFromUrlAsync,
            ["blobs:putBlockList"] = BlockOperations.PutListAsync,
            ["blobs:getBlockList"] = Now(BlockOperations.GetList),
            ["blobs:appendBlock"] = WriteOperations.AppendAsync,
            ["blobs:setMetadata"] = Now(WriteOperations.SetMetadata),
            ["blobs:setProperties"] = Now(WriteOperations.SetProperties),
            ["blobs:lease"] = Now(LeaseOperations.LeaseBlob),
            ["blobs:get"] = Now(ReadOperations.Get),
            ["blobs:head"] = Now(ReadOperations.Head),
            ["blobs:getMetadata"] = Now(ReadOperations.Head),
            ["blobs:delete"] = Now(WriteOperations.Delete),
        };
    }

    public void Classify(CallContext call)
    {
        (string account, string container, string blob) = Split(call.Request.Target);
        if (_context.Accounts.TryGetValue(account, out AccountState? state))
        {
            call.Account = account;
            call.Region = state.Account.Region;
        }

        call.Operation = BlobOperationNames.Of(call.Request, container.Length > 0, blob.Length > 0) ?? "blobs:unknown";
    }

    public async Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        string version = call.Request.Header("x-ms-version") ?? call.Request.Target["sv"] ?? string.Empty;
        SimResponse response;
        try
        {
            response = await ServeAsync(call, version, cancellationToken);
        }
        catch (StorageException exception)
        {
            response = exception.ToResponse(call, _context.Clock.GetUtcNow());
        }

        return Finish(call, response, version);
    }

    public SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds)
    {
        StorageException exception = status switch
        {
            429 => new StorageException(429, "TooManyRequests", "Too many requests."),
            503 => new StorageException(503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request."),
            _ => new StorageException(status, "InternalError", "The server encountered an internal error. Please retry the request."),
        };
        SimResponse response = exception.ToResponse(call, _context.Clock.GetUtcNow());
        if (retryAfterSeconds is { } seconds)
            response.With("Retry-After", Wire.Number(seconds));
        return Finish(call, response, call.Request.Header("x-ms-version") ?? string.Empty);
    }

    private static Func<BlobCall, CancellationToken, Task<SimResponse>> Now(Func<BlobCall, SimResponse> operation) =>
        (call, _) => Task.FromResult(operation(call));

    private static SimResponse Finish(CallContext call, SimResponse response, string version) => response
        .With("x-ms-request-id", call.Request.RequestId)
        .With("x-ms-version", version.Length == 0 ? null : version)
        .With("x-ms-client-request-id", call.Request.Header("x-ms-client-request-id"));

    /// <summary>Account, container and blob. The blob's name is what remains, empty segments and all.</summary>
    private static (string Account, string Container, string Blob) Split(RequestTarget target)
    {
        string[] segments = target.Segments;
        return (
            segments.Length > 0 ? segments[0] : string.Empty,
            segments.Length > 1 ? segments[1] : string.Empty,
            segments.Length > 2 ? string.Join('/', segments[2..]) : string.Empty);
    }

    private async Task<SimResponse> ServeAsync(CallContext call, string version, CancellationToken cancellationToken)
    {
        (string account, string container, string blob) = Split(call.Request.Target);
        if (!_context.Accounts.TryGetValue(account, out AccountState? state))
        {
            throw new StorageException(404, "ResourceNotFound", $"There is no storage account '{account}'. Addresses are /account/container/blob.");
        }

        if (!_operations.TryGetValue(call.Operation, out Func<BlobCall, CancellationToken, Task<SimResponse>>? operation))
            throw StorageException.NotImplemented($"{call.Request.Method} with the query '{call.Request.Target.RawQuery}' here");
        BlobGrant grant = _context.Authorizer.Authorize(call.Request, state.Account, Null(container), Null(blob));
        call.Caller = grant.Caller;
        CheckVersion(version);
        BlobHeaders.RefuseUnsupported(call.Request);
        CheckNames(container, blob);
        StorageAccess.Demand(_context, state, grant, call.Operation, container);
        return await operation(new BlobCall(call, _context, state, grant, container, blob, version), cancellationToken);
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;

    private void CheckVersion(string version)
    {
        if (version.Length == 0)
            throw StorageException.MissingHeader("x-ms-version");
        // Versions are dates of release: none is older than the service, none comes from the future.
        if (!DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            || date < new DateOnly(2009, 9, 19)
            || date > DateOnly.FromDateTime(_context.Clock.GetUtcNow().UtcDateTime))
        {
            throw StorageException.InvalidHeader("x-ms-version", version);
        }
    }

    private static void CheckNames(string container, string blob)
    {
        if (container.Length > 0 && !ContainerName().IsMatch(container) && container is not ("$root" or "$web" or "$logs"))
            throw new StorageException(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        if (blob.Length > 1024)
            throw new StorageException(400, "InvalidResourceName", "The specified resource name length is not within the permissible limits.");
        // Clients and proxies resolve these before the service sees them; a name with them could never be addressed again.
        if (blob.Split('/').Any(segment => segment is "." or ".."))
            throw new StorageException(400, "InvalidUri", "The requested URI does not represent any resource on the server.");
    }

    [GeneratedRegex(@"^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\z")]
    private static partial Regex ContainerName();
}
