using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Schema;

/// <summary>
/// One field of a resource's body with what the published specification says of it. Unknown fields have no entry and pass untouched.
/// </summary>
/// <param name="Path">Property names joined by dots, from the body's root.</param>
/// <param name="Kind">Its JSON type. JSON null is accepted for every optional field.</param>
internal sealed record Field(string Path, FieldKind Kind)
{
    /// <summary>Must be present and not null.</summary>
    public bool Required { get; init; }

    /// <summary>Set by the service (<c>readOnly</c> in the specification).</summary>
    public bool ReadOnly { get; init; }

    /// <summary>May be set at creation and not changed afterwards (<c>x-ms-mutability: create, read</c>).</summary>
    public bool CreateOnly { get; init; }

    /// <summary>Whether it is written and never returned (<c>x-ms-secret</c>), and what a document shows in its place.</summary>
    public SecretTrace Secret { get; init; }

    /// <summary>For secrets: whether a write that leaves it out keeps the one stored.</summary>
    public bool SecretStays { get; init; }

    /// <summary>What the service fills in when the field is absent at creation, as JSON text.</summary>
    public string? Default { get; init; }

    /// <summary>The values a closed enumeration allows.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    public string[] Steps { get; } = Path.Split('.');

    /// <summary>Says what is wrong with the value, null when it fits.</summary>
    public string? Check(JsonNode? value)
    {
        if (value is null)
            return Required ? $"The field '{Path}' is required." : null;
        JsonValueKind kind = value.GetValueKind();
        bool fits = Kind switch
        {
            FieldKind.Text => kind == JsonValueKind.String,
            FieldKind.Flag => kind is JsonValueKind.True or JsonValueKind.False,
            FieldKind.Whole => kind == JsonValueKind.Number && value.AsValue().TryGetValue(out long _),
            FieldKind.TextMap => value is JsonObject map && map.All(entry => entry.Value is null || entry.Value.GetValueKind() == JsonValueKind.String),
            FieldKind.Structure => value is JsonObject,
            FieldKind.List => value is JsonArray,
            _ => true,
        };
        if (!fits)
            return $"The field '{Path}' must be {Describe()}.";
        return Allowed is not null && kind == JsonValueKind.String && !Allowed.Contains(value.GetValue<string>(), StringComparer.Ordinal)
            ? $"The value '{value.GetValue<string>()}' of the field '{Path}' is not one of: {string.Join(", ", Allowed)}."
            : null;
    }

    private string Describe() => Kind switch
    {
        FieldKind.Text => "a string",
        FieldKind.Flag => "true or false",
        FieldKind.Whole => "a whole number",
        FieldKind.TextMap => "an object with string values",
        FieldKind.Structure => "an object",
        FieldKind.List => "an array",
        _ => "a value",
    };
}
