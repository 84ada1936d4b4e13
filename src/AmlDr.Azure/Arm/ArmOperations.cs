using System.Text.Json.Nodes;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Azure;

namespace AmlDr.Azure.Arm;

/// <summary>Reads what answers say about long-running operations. Source: <c>facts/aml-rest.md</c> 1.6.</summary>
internal static class ArmOperations
{
    private static readonly string[] AddressHeaders = ["Azure-AsyncOperation", "Location"];

    /// <summary>Finds where the operation is watched. <c>Azure-AsyncOperation</c> counts before <c>Location</c>.</summary>
    /// <exception cref="InvalidAssetException">The address is elsewhere: it would carry our token there.</exception>
    public static Uri? AddressIn(Response response, Uri endpoint)
    {
        foreach (string header in AddressHeaders)
        {
            if (response.Headers.TryGetValue(header, out string? text))
            {
                return Checked(
                    Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : new Uri(endpoint, text), endpoint);
            }
        }

        return null;
    }

    /// <summary>Refuses an address that is not the endpoint's.</summary>
    public static Uri Checked(Uri address, Uri endpoint) =>
        string.Equals(address.Authority, endpoint.Authority, StringComparison.OrdinalIgnoreCase)
            ? new UriBuilder(address) { Scheme = endpoint.Scheme }.Uri
            : throw new InvalidAssetException($"The operation is to be watched at '{address.GetLeftPart(UriPartial.Path)}', which is not on {endpoint.Authority}.");

    /// <summary>Reads a status document; an answer of a <c>Location</c> is 202 while the operation goes on and has no status.</summary>
    public static ArmOperationStatus Read(Response response)
    {
        TimeSpan? retryAfter = response.RetryAfter();
        AssetDocument? document = response.Content.ToMemory().IsEmpty ? null : AssetDocument.Parse(response.Content.ToMemory().Span);
        string status = response.Status == 202 ? "InProgress"
            : document?.GetString("status") ?? document?.GetString("properties", "provisioningState") ?? "Succeeded";
        string? error = document is not null && document.TryGet(["error"], out JsonNode? node) && node is JsonObject details
            ? $"{details["code"]}: {details["message"]}"
            : null;
        return new ArmOperationStatus(status, retryAfter, error);
    }
}
