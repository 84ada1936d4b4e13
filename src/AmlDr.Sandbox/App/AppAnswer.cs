using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.App;

/// <summary>An answer of the app's HTTP API as it came.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The media type; null without a body.</param>
/// <param name="Text">The body.</param>
/// <param name="Location">The header <c>Location</c>; null when there is none.</param>
public sealed record AppAnswer(HttpStatusCode Status, string? MediaType, string Text, string? Location)
{
    /// <summary>The body as JSON; empty when it is none.</summary>
    public JsonObject Json()
    {
        try
        {
            return JsonNode.Parse(Text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
