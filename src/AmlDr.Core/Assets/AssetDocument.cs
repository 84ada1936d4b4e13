using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Assets;

/// <summary>
/// An asset exactly as Azure Resource Manager returned it. Nothing is mapped to types, so that fields which this version does not
/// know survive. The wrapped node is not changed: <see cref="CloneNode"/> gives a copy to work on.
/// </summary>
public sealed class AssetDocument
{
    /// <summary>How bodies are parsed: an object that names a member twice is refused, because only one of the two could be carried.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _node;

    /// <summary>Wraps a resource body.</summary>
    /// <param name="node">The body; the caller gives it away.</param>
    public AssetDocument(JsonObject node)
    {
        ArgumentNullException.ThrowIfNull(node);
        _node = node;
    }

    /// <summary>The resource's full identifier, if the body has one.</summary>
    public string? ResourceId => GetString("id");

    /// <summary>The last path segment of the resource: the version, or the name of an unversioned resource.</summary>
    public string? ResourceName => GetString("name");

    /// <summary>When the service last changed the resource (<c>systemData.lastModifiedAt</c>, else <c>createdAt</c>), if it says so.</summary>
    public DateTimeOffset? LastModifiedAt => GetTime("systemData", "lastModifiedAt") ?? CreatedAt;

    /// <summary>When the resource was created (<c>systemData.createdAt</c>), if the service says so.</summary>
    public DateTimeOffset? CreatedAt => GetTime("systemData", "createdAt");

    /// <summary>Parses a resource body.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The document.</returns>
    /// <exception cref="InvalidAssetException">The text is not a JSON object, or an object in it names a member twice.</exception>
    public static AssetDocument Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) is JsonObject node
                ? new AssetDocument(node)
                : throw new InvalidAssetException("The resource body is not a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidAssetException($"The resource body is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a text field.</summary>
    /// <param name="path">The property names from the top.</param>
    /// <returns>The text, or null when a step is missing or the value is no text.</returns>
    public string? GetString(params ReadOnlySpan<string> path) =>
        TryGet(path, out JsonNode? value) && value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : null;

    /// <summary>Reads a truth value.</summary>
    /// <param name="path">The property names from the top.</param>
    /// <returns>The value, or null when a step is missing or the value is no truth value.</returns>
    public bool? GetBoolean(params ReadOnlySpan<string> path) =>
        TryGet(path, out JsonNode? value) && value is JsonValue scalar && scalar.TryGetValue(out bool truth) ? truth : null;

    /// <summary>Reads any field.</summary>
    /// <param name="path">The property names from the top.</param>
    /// <param name="value">The node that stands there, not to be changed.</param>
    /// <returns>False when a step is missing or the value is null.</returns>
    public bool TryGet(ReadOnlySpan<string> path, [NotNullWhen(true)] out JsonNode? value)
    {
        JsonNode? current = _node;
        foreach (string step in path)
        {
            current = current is JsonObject parent && parent.TryGetPropertyValue(step, out JsonNode? child) ? child : null;
            if (current is null)
            {
                break;
            }
        }

        value = current;
        return value is not null;
    }

    /// <summary>A copy of the body that the caller may change.</summary>
    /// <returns>The copy.</returns>
    public JsonObject CloneNode() => _node.DeepClone().AsObject();

    /// <summary>The body as UTF-8 JSON.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToUtf8Bytes() => JsonSerializer.SerializeToUtf8Bytes(_node, JsonSerializerOptions.Default);

    /// <inheritdoc/>
    public override string ToString() => ResourceId ?? "(a resource without an identifier)";

    private DateTimeOffset? GetTime(params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(GetString(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
