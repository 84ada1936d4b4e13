using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>The settings of a pipeline: names of computes and datastores are references, truth values may stand as text.</summary>
internal static class PipelineSettings
{
    public static JsonNode? Convert(JsonNode value, CliSource source) => value is not JsonObject settings
        ? null
        : new JsonObject(settings.Where(setting => setting.Value is not null && setting.Key != "_source").Select(setting => KeyValuePair.Create<string, JsonNode?>(
            Snake(setting.Key),
            Text(setting.Value) switch
            {
                { } text when Snake(setting.Key) is "default_compute" or "default_datastore" => JsonValue.Create(source.References.SpellName(text)),
                { } text when bool.TryParse(text, out bool truth) => JsonValue.Create(truth),
                _ => setting.Value!.DeepClone(),
            })));
}
