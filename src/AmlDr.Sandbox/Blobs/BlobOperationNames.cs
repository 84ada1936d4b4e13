using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>Tells which operation a request asks for, from its method, query and headers.</summary>
internal static class BlobOperationNames
{
    /// <summary>The operation's name; null when the blob service has no such operation.</summary>
    public static string? Of(SimRequest request, bool hasContainer, bool hasBlob)
    {
        string method = request.Method;
        string comp = request.Target["comp"]?.ToLowerInvariant() ?? string.Empty;
        string restype = request.Target["restype"]?.ToLowerInvariant() ?? string.Empty;
        return (hasContainer, hasBlob) switch
        {
            (false, _) => OfAccount(method, restype, comp),
            (true, false) => restype == "container" ? OfContainer(method, comp) : null,
            _ => OfBlob(request, method, comp),
        };
    }

    private static string? OfAccount(string method, string restype, string comp) => (method, restype, comp) switch
    {
        ("GET", "", "list") => "containers:list",
        ("POST", "service", "userdelegationkey") => "service:getUserDelegationKey",
        ("GET", "service", "properties") => "service:getProperties",
        ("GET" or "HEAD", "account", "properties") => "service:getAccountInfo",
        _ => null,
    };

    private static string? OfContainer(string method, string comp) => (method, comp) switch
    {
        ("PUT", "") => "containers:create",
        ("GET" or "HEAD", "" or "metadata") => "containers:get",
        ("PUT", "metadata") => "containers:setMetadata",
        ("PUT", "lease") => "containers:lease",
        ("DELETE", "") => "containers:delete",
        ("GET", "list") => "blobs:list",
        _ => null,
    };

    private static string? OfBlob(SimRequest request, string method, string comp)
    {
        bool fromUrl = request.Header("x-ms-copy-source") is not null;
        return (method, comp) switch
        {
            ("PUT", "") when !fromUrl => "blobs:put",
            ("PUT", "") when request.Header("x-ms-blob-type") is not null => "blobs:putFromUrl",
            ("PUT", "") => string.Equals(request.Header("x-ms-requires-sync"), "true", StringComparison.OrdinalIgnoreCase) ? "blobs:copyFromUrl" : "blobs:copy",
            ("PUT", "copy") => "blobs:abortCopy",
            ("PUT", "block") => fromUrl ? "blobs:putBlockFromUrl" : "blobs:putBlock",
            ("PUT", "blocklist") => "blobs:putBlockList",
            ("PUT", "appendblock") when !fromUrl => "blobs:appendBlock",
            ("PUT", "metadata") => "blobs:setMetadata",
            ("PUT", "properties") => "blobs:setProperties",
            ("PUT", "lease") => "blobs:lease",
            ("GET", "blocklist") => "blobs:getBlockList",
            ("GET", "") => "blobs:get",
            ("HEAD", "") => "blobs:head",
            ("GET" or "HEAD", "metadata") => "blobs:getMetadata",
            ("DELETE", "") => "blobs:delete",
            _ => null,
        };
    }
}
