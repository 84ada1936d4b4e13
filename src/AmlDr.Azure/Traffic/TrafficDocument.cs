using System.Text.Json.Nodes;

namespace AmlDr.Azure.Traffic;

/// <summary>A resource as it was read.</summary>
/// <param name="Document">The document.</param>
/// <param name="ETag">Its ETag; null where the service has none.</param>
internal sealed record TrafficDocument(JsonObject Document, string? ETag)
{
    /// <summary>How far the last change of it is: <c>Succeeded</c>, <c>Failed</c>, <c>Updating</c> and others; null where the service does not say.</summary>
    public string? ProvisioningState => Document["properties"]?["provisioningState"]?.ToString();

    /// <summary>True while a change goes on.</summary>
    public bool IsBusy => ProvisioningState is not (null or "Succeeded" or "Failed" or "Canceled");

    /// <summary>True when the last change was not carried out, so that what the document says need not be what the service does.</summary>
    public bool IsFailed => ProvisioningState is "Failed" or "Canceled";
}
