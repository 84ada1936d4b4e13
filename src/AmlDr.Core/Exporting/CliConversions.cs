using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace AmlDr.Core.Exporting;

/// <summary>How values are written for the CLI.</summary>
internal static partial class CliConversions
{
    public static JsonNode? AsIs(JsonNode value, CliSource source) => value.DeepClone();

    public static JsonNode? Lower(JsonNode value, CliSource source) => Texts(value, text => text.ToLowerInvariant());

    public static JsonNode? Snake(JsonNode value, CliSource source) => Texts(value, Snake);

    public static JsonNode? Reference(JsonNode value, CliSource source) => Texts(value, source.References.Spell);

    public static JsonNode? Name(JsonNode value, CliSource source) => Texts(value, source.References.SpellName);

    /// <summary>An ISO 8601 duration as whole seconds.</summary>
    public static JsonNode? Seconds(JsonNode value, CliSource source) => Duration(value, time => time.TotalSeconds);

    /// <summary>An ISO 8601 duration as whole milliseconds.</summary>
    public static JsonNode? Milliseconds(JsonNode value, CliSource source) => Duration(value, time => time.TotalMilliseconds);

    /// <summary><c>Enabled</c> or <c>Disabled</c> as a truth value; anything else is left out.</summary>
    public static JsonNode? Flag(JsonNode value, CliSource source) => Text(value)?.ToLowerInvariant() switch
    {
        "enabled" => true,
        "disabled" => false,
        _ => null,
    };

    /// <summary>An object with its names in snake case, through all levels; values as they are.</summary>
    public static JsonNode? SnakeNames(JsonNode value, CliSource source) => value switch
    {
        JsonObject members => new JsonObject(
            members.Where(member => member.Value is not null)
                .Select(member => KeyValuePair.Create(Snake(member.Key), SnakeNames(member.Value!, source)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : SnakeNames(item, source))]),
        _ => value.DeepClone(),
    };

    /// <summary>The identity of a resource: its type, and the user-assigned ones by resource identifier.</summary>
    public static JsonNode? Identity(JsonNode value, CliSource source)
    {
        if (value is not JsonObject identity || Text(identity["type"]) is not { } type)
        {
            return null;
        }

        var result = new JsonObject { ["type"] = type.Contains(',', StringComparison.Ordinal) ? type : Snake(type) };
        if (identity["userAssignedIdentities"] is JsonObject { Count: > 0 } assigned)
        {
            result["user_assigned_identities"] = new JsonArray([.. assigned.Select(entry => new JsonObject { ["resource_id"] = entry.Key })]);
        }

        return result;
    }

    /// <summary>A name of the service's in snake case, as azure-ai-ml writes it (<c>AMLToken</c>: <c>aml_token</c>).</summary>
    public static string Snake(string text) =>
        WordEnd().Replace(WordStart().Replace(text, "$1_$2"), "$1_$2").ToLowerInvariant();

    public static string? Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : null;

    public static JsonObject Copy(JsonObject members, Func<JsonNode, JsonNode?> convert) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, convert(member.Value!))));

    private static JsonNode? Texts(JsonNode value, Func<string, string> convert) => value switch
    {
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Texts(item, convert))]),
        _ when Text(value) is { } text => JsonValue.Create(convert(text)),
        _ => value.DeepClone(),
    };

    private static JsonNode? Duration(JsonNode value, Func<TimeSpan, double> unit)
    {
        try
        {
            return Text(value) is { } text ? JsonValue.Create((long)unit(XmlConvert.ToTimeSpan(text))) : value.DeepClone();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            // Not a duration: left as it is, for a reader to see.
            return value.DeepClone();
        }
    }

    [GeneratedRegex("(.)([A-Z][a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();

    [GeneratedRegex("([a-z0-9])([A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex WordEnd();
}
