using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Security;

/// <summary>
/// Reads the bodies of requests: bounded, JSON only, and strictly. A misspelt member must not become a default, and a member given twice must not be
/// read one way here and another way elsewhere.
/// </summary>
internal sealed class BodyGuard
{
    private const int MaxDepth = 16;
    private readonly int _largest;

    public BodyGuard(IOptions<AmlDrOptions> options) => _largest = options.Value.Security.LargestBodyBytes;

    /// <summary>How bodies are read.</summary>
    public static JsonSerializerOptions Strict { get; } = new(ControlStoreClient.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = MaxDepth,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads the body of a request and leaves it where the function can read it again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rule">The rule of the function.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Why it is refused, or the body, or neither when there is none.</returns>
    public async Task<(Refusal? Refusal, object? Body)> ReadAsync(HttpRequest request, AccessRule rule, CancellationToken cancellationToken)
    {
        (Refusal? refusal, byte[] bytes) = await ReadBytesAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return (refusal, null);
        }

        request.Body = new MemoryStream(bytes, writable: false);
        if (rule.Body is null)
        {
            return (bytes.Length == 0 ? null : Bad(rule, "The function takes no body; send none."), null);
        }

        if (bytes.Length == 0)
        {
            return (rule.BodyIsOptional ? null : Bad(rule, $"There is no body; send a JSON object with {Members(rule.Body)}."), null);
        }

        return IsJson(request) ? Parse(bytes, rule, rule.Body) : (WrongType(request), null);
    }

    private async Task<(Refusal? Refusal, byte[] Bytes)> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > _largest)
        {
            return (TooLarge(), []);
        }

        // A length need not be given, and what is given is not trusted.
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (bytes.Length + read > _largest)
                {
                    return (TooLarge(), []);
                }

                bytes.Write(buffer, 0, read);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return (new Refusal(exception.StatusCode, "bad-body", "The body cannot be used", exception.Message), []);
        }

        return (null, bytes.ToArray());
    }

    private static (Refusal? Refusal, object? Body) Parse(byte[] bytes, AccessRule rule, Type type)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (Bad(rule, $"The body is a JSON {document.RootElement.ValueKind}; send an object with {Members(type)}."), null);
            }

            if (FindFault(document.RootElement, type, "") is { } fault)
            {
                return (Bad(rule, fault), null);
            }
        }
        catch (JsonException exception)
        {
            // The parser's words name no type of ours.
            return (Bad(rule, $"The body is not JSON of at most {MaxDepth} levels with every member once: {AssetNames.Printable(exception.Message)}"), null);
        }

        try
        {
            return (null, JsonSerializer.Deserialize(bytes, type, Strict)!);
        }
        catch (JsonException exception)
        {
            string field = exception.Path is { Length: > 2 } path ? path[2..] : "the body";
            return (Bad(rule, $"'{AssetNames.Printable(field)}' cannot be used: see {Members(type)} in GET /api/openapi.json for what it may be."), null);
        }
    }

    /// <summary>What is missing from an object, or is too much, in it or in an object within it; null when nothing is.</summary>
    private static string? FindFault(JsonElement body, Type type, string within)
    {
        IList<JsonPropertyInfo> known = Strict.GetTypeInfo(type).Properties;
        foreach (JsonProperty member in body.EnumerateObject())
        {
            string name = AssetNames.Printable(within + member.Name);
            if (known.FirstOrDefault(property => property.Name == member.Name) is not { } property)
            {
                return $"'{name}' is not a member of the body; known are {Members(type)}.";
            }

            bool isObject = member.Value.ValueKind == JsonValueKind.Object && Strict.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object;
            if (isObject && FindFault(member.Value, property.PropertyType, $"{name}.") is { } fault)
            {
                return fault;
            }
        }

        return known.FirstOrDefault(property => MustBeGiven(property) && !body.TryGetProperty(property.Name, out _)) is { } missing
            ? $"'{within}{missing.Name}' is missing; give it."
            : null;
    }

    /// <summary>What may be null may be left out: its endpoint says what is missing, together with everything else that is wrong.</summary>
    private static bool MustBeGiven(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };

    private static string Members(Type type) => string.Join(", ", Strict.GetTypeInfo(type).Properties.Select(property => $"'{property.Name}'"));

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));

    private static Refusal WrongType(HttpRequest request) => new(
        StatusCodes.Status415UnsupportedMediaType, "wrong-content-type", "The body is not said to be JSON",
        $"'Content-Type' is '{AssetNames.Printable(request.ContentType ?? "")}'; send application/json in UTF-8, without a Content-Encoding.");

    private Refusal TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large", $"A body may have {_largest} bytes (AmlDr__Security__LargestBodyBytes).");

    private static Refusal Bad(AccessRule rule, string detail) => new(
        StatusCodes.Status400BadRequest, "bad-body", "The body cannot be used", rule.Example is null ? detail : $"{detail} Send a body such as {rule.Example}.");
}
