using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Components: their specification is what the tools were given, in their own spelling, so it is the file.</summary>
internal static class ComponentForms
{
    // Put beside the specification by the tools when they register it (azure-ai-ml, Component._to_rest_object).
    private static readonly string[] MadeByTools = ["_source", "sourceJobId", "creation_context", "id"];

    private static readonly Dictionary<string, string> Schemas = new(StringComparer.OrdinalIgnoreCase)
    {
        ["command"] = "commandComponent", ["pipeline"] = "pipelineComponent", ["parallel"] = "parallelComponent", ["spark"] = "sparkComponent",
    };

    public static CliForm Component { get; } = new("az ml component create", null, []) { Complete = Complete };

    private static void Complete(CliSource source, CliTarget target)
    {
        if (source.Take("properties.componentSpec") is not JsonObject specification)
        {
            return;
        }

        foreach (string field in MadeByTools)
        {
            specification.Remove(field);
        }

        if (specification["$schema"] is null && Schemas.TryGetValue(Text(specification["type"]) ?? "", out string? schema))
        {
            target.Body["$schema"] = CliForms.SchemaAddress(schema);
        }

        foreach ((string field, JsonNode? value) in specification)
        {
            if (value is not null && field is not ("name" or "version"))
            {
                target.Set(field, Spell(value, ["properties", "componentSpec", field], source));
            }
        }

        // What was changed after registration stands outside of the specification.
        target.Set("description", source.TakeText("properties.description") ?? Text(target.Body["description"]));
        target.Set("tags", source.Take("properties.tags") ?? target.Body["tags"]?.DeepClone());
        if (specification["type"] is { } type && Text(type) == "pipeline")
        {
            target.Notes.Add("Needs the components that it names: where they are not there yet, make them first.");
        }
    }

    private static JsonNode? Spell(JsonNode value, IReadOnlyList<string> place, CliSource source) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member =>
            KeyValuePair.Create(member.Key, member.Value is null ? null : Spell(member.Value, [.. place, member.Key], source)))),
        JsonArray items => new JsonArray([.. items.Select((item, index) => item is null ? null : Spell(item, [.. place, $"{index}"], source))]),
        _ when Text(value) is { } text && source.Kind.Fields.HoldsReference(place) =>
            place[^1] is "compute" or "default_compute" or "default_datastore" ? source.References.SpellName(text) : source.References.Spell(text),
        _ => value.DeepClone(),
    };
}
