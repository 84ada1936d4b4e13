using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>An answer, read whole.</summary>
internal sealed class Answer
{
    private Answer(HttpResponseMessage message, byte[] bytes)
    {
        Status = message.StatusCode;
        Headers = message.Headers;
        ContentHeaders = message.Content.Headers;
        Bytes = bytes;
    }

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    public HttpContentHeaders ContentHeaders { get; }

    public byte[] Bytes { get; }

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Bytes)!;

    public XElement Xml => XElement.Parse(Text, LoadOptions.PreserveWhitespace);

    /// <summary>The error code: of ARM's body, of its inner error where there is one, or of the blob service's header.</summary>
    public string? ErrorCode => Header("x-ms-error-code") ?? InnerCode ?? Json["error"]?["code"]?.ToString();

    private string? InnerCode => (Json["error"]?["additionalInfo"] as JsonArray)
        ?.FirstOrDefault(info => info!["type"]!.ToString() == "InnerError")?["info"]!["value"]!["code"]!.ToString();

    public string? Header(string name) =>
        Headers.TryGetValues(name, out IEnumerable<string>? values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(",", values) : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage message)
    {
        using (message)
        {
            // An answer to HEAD tells the length of a body that does not come; buffering would take the length at its word.
            bool isHead = message.RequestMessage?.Method == HttpMethod.Head;
            return new Answer(message, isHead ? [] : await message.Content.ReadAsByteArrayAsync());
        }
    }

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    public Answer Expect(HttpStatusCode status, string errorCode)
    {
        Expect(status);
        Assert.Equal(errorCode, ErrorCode);
        return this;
    }
}
