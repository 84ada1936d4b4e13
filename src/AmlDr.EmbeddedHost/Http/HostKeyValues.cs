namespace AmlDr.EmbeddedHost.Http;

/// <summary>The access keys in clear.</summary>
internal sealed record HostKeyValues(
    string Master,
    IReadOnlyDictionary<string, string> FunctionKeys,
    IReadOnlyDictionary<string, string> SystemKeys,
    IReadOnlyDictionary<string, string> Functions);
