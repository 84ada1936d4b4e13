using System.Globalization;
using System.Text.Json;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Events;

/// <summary>
/// Reads one Event Grid event, in the Event Grid or the CloudEvents schema. Names of members are compared without case and versions may be
/// numbers or text, because the published samples differ from the published schema (<c>facts/aml-rest.md</c> 5.1).
/// </summary>
public sealed class AssetEventReader
{
    private const string ModelRegistered = "Microsoft.MachineLearningServices.ModelRegistered";
    private const string ResourceWriteSuccess = "Microsoft.Resources.ResourceWriteSuccess";
    private readonly KindCatalog _kinds;

    /// <summary>Creates a reader.</summary>
    /// <param name="kinds">The kinds whose changes are of concern.</param>
    public AssetEventReader(KindCatalog kinds) => _kinds = kinds;

    /// <summary>Reads an event.</summary>
    /// <param name="json">One event as JSON.</param>
    /// <returns>What it says. Never throws for what stands in the event.</returns>
    public EventReading Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : new EventReading(null, EventVerdict.Malformed, Reason: "The event is not a JSON object.");
        }
        catch (JsonException exception)
        {
            return new EventReading(null, EventVerdict.Malformed, Reason: $"The event is not JSON: {exception.Message}");
        }
    }

    private EventReading Read(JsonElement envelope)
    {
        string? id = Text(envelope, "id");
        string? type = Text(envelope, "eventType") ?? Text(envelope, "type");
        string? topic = Text(envelope, "topic") ?? Text(envelope, "source");
        DateTimeOffset? time = Time(Text(envelope, "eventTime") ?? Text(envelope, "time"));
        string? subject = Text(envelope, "subject");
        JsonElement? data = Member(envelope, "data");
        EventReading reading = type switch
        {
            null => new EventReading(id, EventVerdict.Malformed, Reason: "The event has neither 'eventType' nor 'type'."),
            _ when Same(type, ModelRegistered) => ReadModelRegistered(id, topic, subject, data, time),
            _ when Same(type, ResourceWriteSuccess) => ReadResourceWrite(id, subject, data, time),
            _ => new EventReading(id, EventVerdict.NotOfConcern, Reason: $"Events of type '{AssetNames.Printable(type)}' say nothing of assets."),
        };
        return reading with { Topic = topic };
    }

    private EventReading ReadModelRegistered(
        string? id, string? topic, string? subject, JsonElement? data, DateTimeOffset? time)
    {
        if (!WorkspaceId.TryParse(topic, out WorkspaceId? workspace))
        {
            return new EventReading(
                id, EventVerdict.Malformed, Reason: $"The topic '{AssetNames.Printable(topic ?? "")}' is not a workspace.");
        }

        string? name = data is { } members ? Text(members, "ModelName") : null;
        string? version = data is { } more ? TextOrNumber(more, "ModelVersion") : null;
        if (name is null || version is null)
        {
            // models/{name}:{version}; names hold no colon, so the last one separates.
            string rest = subject?.StartsWith("models/", StringComparison.OrdinalIgnoreCase) == true ? subject["models/".Length..] : "";
            int colon = rest.LastIndexOf(':');
            (name, version) = colon > 0 ? (name ?? rest[..colon], version ?? rest[(colon + 1)..]) : (name, version);
        }

        return name is null || version is null
            ? new EventReading(
                id, EventVerdict.Malformed, workspace, Reason: "The event names no model: 'data.ModelName' and 'data.ModelVersion' are missing.")
            : Judge(new EventReading(
                id, EventVerdict.AssetChanged, workspace, new AssetId(KindNames.Model, name, version), ChangeOrigin.WorkspaceEvent, time));
    }

    private EventReading ReadResourceWrite(string? id, string? subject, JsonElement? data, DateTimeOffset? time)
    {
        string? resource = (data is { } members ? Text(members, "resourceUri") : null) ?? subject;
        if (!WorkspaceId.TryParseChild(resource, out WorkspaceId? workspace, out string child))
        {
            return new EventReading(id, EventVerdict.NotOfConcern, Reason: "The written resource is not in a workspace.");
        }

        return _kinds.TryParsePath(child, out AssetId? asset)
            ? Judge(new EventReading(id, EventVerdict.AssetChanged, workspace, asset, ChangeOrigin.ResourceEvent, time))
            : new EventReading(id, EventVerdict.NotOfConcern, workspace, Reason: "The written resource is not an asset of a known kind.");
    }

    private EventReading Judge(EventReading reading)
    {
        AssetId asset = reading.Asset!;
        bool isNamed = _kinds.TryGet(asset.Kind, out IAssetKind? kind) && kind.Shape == KindShape.Named;
        return AssetNames.TryValidateName(asset.Name, out string? error) && (isNamed || AssetNames.TryValidateVersion(asset.Version, out error))
            ? reading
            : reading with { Verdict = EventVerdict.BadName, Reason = error };
    }

    private static JsonElement? Member(JsonElement parent, string name)
    {
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in parent.EnumerateObject())
            {
                if (Same(property.Name, name))
                {
                    return property.Value;
                }
            }
        }

        return null;
    }

    private static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string? TextOrNumber(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(parent, name);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
