namespace AmlDr.Functions.Http;

/// <summary>The body of <c>POST /api/pairs/{pair}/deleted-workspaces/{name}/recover</c>.</summary>
/// <param name="Confirm">The workspace's name once more.</param>
/// <param name="Side"><c>primary</c> or <c>secondary</c>; needed only when both workspaces have one name.</param>
public sealed record RecoverRequest(string? Confirm, string? Side = null);
