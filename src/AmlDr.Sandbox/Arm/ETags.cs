using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Entity tags of the types that have them; AML has none.</summary>
internal static class ETags
{
    /// <summary>Holds a write against its <c>If-Match</c> and <c>If-None-Match</c>.</summary>
    public static void Check(CallContext call, ResourceDescriptor descriptor, StoredResource? existing)
    {
        if (!descriptor.HasETag)
            return;
        string? match = Read(call, "If-Match"), noneMatch = Read(call, "If-None-Match");
        bool holds = (match is null || (existing is not null && (match == "*" || match == existing.ETag)))
            && (noneMatch is null || existing is null || (noneMatch != "*" && noneMatch != existing.ETag));
        if (!holds)
            throw ArmException.Of(412, "PreconditionFailed", "The condition '" + (match is null ? "If-None-Match" : "If-Match") + "' of the request is not met.");
    }

    public static IEnumerable<KeyValuePair<string, string>> Header(StoredResource resource) =>
        resource.ETag is { } etag ? [new("ETag", $"\"{etag}\"")] : [];

    private static string? Read(CallContext call, string name) => call.Request.Header(name) is { Length: > 0 } text ? text.Trim().Trim('"') : null;
}
