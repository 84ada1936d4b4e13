using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files;

/// <summary>Tells which operation a request asks for, and what it does to data.</summary>
internal static class FileOperationNames
{
    private const string Service = "Microsoft.Storage/storageAccounts/fileServices/";

    private const string DataActions = Service + "fileshares/files/";

    /// <summary>Every operation with its method.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["shares:list"] = "GET", ["shares:create"] = "PUT", ["shares:get"] = "GET", ["shares:delete"] = "DELETE", ["shares:snapshot"] = "PUT",
        ["directories:create"] = "PUT", ["directories:get"] = "GET", ["directories:delete"] = "DELETE", ["directories:list"] = "GET",
        ["files:create"] = "PUT", ["files:get"] = "GET", ["files:head"] = "HEAD", ["files:delete"] = "DELETE", ["files:setMetadata"] = "PUT",
        ["files:setProperties"] = "PUT", ["files:putRange"] = "PUT", ["files:putRangeFromUrl"] = "PUT", ["files:copy"] = "PUT",
        ["files:rename"] = "PUT",
    };

    /// <summary>The operation's name; null when the simulator has no such operation.</summary>
    public static string? Of(SimRequest request, bool hasShare, bool hasPath)
    {
        string comp = request.Target["comp"]?.ToLowerInvariant() ?? string.Empty;
        string restype = request.Target["restype"]?.ToLowerInvariant() ?? string.Empty;
        bool fromUrl = request.Header("x-ms-copy-source") is not null;
        return (hasShare, hasPath, restype, request.Method, comp) switch
        {
            (false, _, "", "GET", "list") => "shares:list",
            (true, false, "share", "PUT", "") => "shares:create",
            (true, false, "share", "GET" or "HEAD", "") => "shares:get",
            (true, false, "share", "DELETE", "") => "shares:delete",
            (true, false, "share", "PUT", "snapshot") => "shares:snapshot",
            (true, _, "directory", "GET", "list") => "directories:list",
            (true, _, "directory", "GET" or "HEAD", "") => "directories:get",
            (true, true, "directory", "PUT", "") => "directories:create",
            (true, true, "directory", "DELETE", "") => "directories:delete",
            (true, true, "", "PUT", "") => fromUrl ? "files:copy" : "files:create",
            (true, true, "", "PUT", "range") => fromUrl ? "files:putRangeFromUrl" : "files:putRange",
            (true, true, "", "PUT", "rename") => "files:rename",
            (true, true, "", "PUT", "metadata") => "files:setMetadata",
            (true, true, "", "PUT", "properties") => "files:setProperties",
            (true, true, "", "GET", "") => "files:get",
            (true, true, "", "HEAD", "") => "files:head",
            (true, true, "", "DELETE", "") => "files:delete",
            _ => null,
        };
    }

    /// <summary>The action on data that the operation needs.</summary>
    public static string ActionOf(string operation) => DataActions + (operation.Split(':')[1] switch
    {
        "list" or "get" or "head" => "read",
        "delete" => "delete",
        _ => "write",
    });

    /// <summary>What callers with a token need besides: they come past the files' own permissions, as with <c>x-ms-file-request-intent: backup</c>.</summary>
    public static string IntentOf(string operation) => ActionOf(operation).EndsWith("/read", StringComparison.Ordinal)
        ? Service + "readFileBackupSemantics/action"
        : Service + "writeFileBackupSemantics/action";

    /// <summary>The letters of a signature of which the operation needs one.</summary>
    public static string PermissionOf(string operation) => operation.Split(':')[1] switch
    {
        "list" => "l",
        "get" or "head" => "r",
        "delete" => "d",
        "create" or "snapshot" or "copy" => "wc",
        _ => "w",
    };
}
