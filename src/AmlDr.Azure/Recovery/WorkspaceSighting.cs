using System.Text.Json.Nodes;

namespace AmlDr.Azure.Recovery;

/// <summary>A workspace as it was last seen.</summary>
/// <param name="SeenAt">When.</param>
/// <param name="Document">Its document, as Azure Resource Manager returned it.</param>
/// <param name="BlobEndpoint">The blob endpoint of its default storage account; null when that was not read.</param>
public sealed record WorkspaceSighting(DateTimeOffset SeenAt, JsonObject Document, string? BlobEndpoint);
