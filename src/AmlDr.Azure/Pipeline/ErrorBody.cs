using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using AmlDr.Core.Assets;
using Azure;

namespace AmlDr.Azure.Pipeline;

/// <summary>Reads the code and message out of an error answer: ARM's JSON, the blob service's XML or header.</summary>
internal static class ErrorBody
{
    private const int LongestMessage = 800;

    /// <summary>Reads an error answer.</summary>
    /// <param name="response">The answer.</param>
    /// <returns>The code (the innermost that the service gives, else the reason phrase) and the message, shortened.</returns>
    public static (string Code, string Message) Read(Response response)
    {
        string? code = response.Headers.TryGetValue("x-ms-error-code", out string? header) ? header : null;
        BinaryData? body = response.ContentStream is null ? null : response.Content;
        string text = body is { Length: > 0 } ? body.ToString() : "";
        (string? bodyCode, string? message) = text.TrimStart('\uFEFF', ' ', '\r', '\n') switch
        {
            ['{', ..] json => ReadJson(json),
            ['<', ..] xml => ReadXml(xml),
            _ => (null, null),
        };
        return (bodyCode ?? code ?? response.ReasonPhrase, Shorten(message ?? ""));
    }

    private static (string? Code, string? Message) ReadJson(string json)
    {
        try
        {
            JsonNode? error = JsonNode.Parse(json, documentOptions: AssetDocument.Strict)?["error"];
            string? code = Text(error?["code"]);
            string? inner = (error?["additionalInfo"] as JsonArray)?
                .Where(info => Text(info?["type"]) == "InnerError")
                .Select(info => Text(info?["info"]?["value"]?["code"]))
                .FirstOrDefault(value => value is not null);
            return (inner is null || inner == code ? code : $"{code} ({inner})", Text(error?["message"]));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A proxy in between answers with something else; the status alone decides then.
            return (null, json);
        }
    }

    private static (string? Code, string? Message) ReadXml(string xml)
    {
        try
        {
            XElement root = XDocument.Parse(xml).Root!;
            return (root.Element("Code")?.Value, root.Element("Message")?.Value.Split('\n', 2)[0]);
        }
        catch (XmlException)
        {
            return (null, xml);
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Shorten(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "...";
}
