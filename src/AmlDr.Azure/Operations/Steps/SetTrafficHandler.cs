using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Gives an online endpoint the traffic that it has in the primary, shares of nothing left out: a full write, because traffic cannot be patched
/// (<c>facts/aml-rest.md</c> 2.9).
/// </summary>
internal sealed class SetTrafficHandler(ResourceWriter writer, CatalogReader catalog) : FieldStepHandler(writer)
{
    private const string Traffic = "properties.traffic";
    private const string Mirrored = "properties.mirrorTraffic";

    public override StepAction Action => StepAction.SetTraffic;

    protected override IReadOnlyList<string> Fields => [Traffic, Mirrored];

    protected override async Task<JsonObject> WantAsync(StepRun run, CancellationToken cancellationToken)
    {
        JsonObject fields = FieldValues.Read(await catalog.ReadAsync(run, cancellationToken), Fields);
        return new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)WithoutZeros(field.Value))));
    }

    // A deployment that is named with nothing in the standing map may stay there: it makes no difference.
    protected override JsonObject Complete(JsonObject wanted, AssetDocument standing)
    {
        JsonObject fields = FieldValues.Read(standing, Fields);
        return new JsonObject(wanted.Select(field => KeyValuePair.Create(
            field.Key, JsonNode.DeepEquals(Sorted(field.Value), Sorted(WithoutZeros(fields[field.Key]))) ? fields[field.Key]?.DeepClone() : field.Value?.DeepClone())));
    }

    private static JsonObject WithoutZeros(JsonNode? map) => new(
        (map as JsonObject ?? []).Where(entry => entry.Value is JsonValue value && value.TryGetValue(out int weight) && weight > 0)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));

    private static JsonObject Sorted(JsonNode? map) => new(
        (map as JsonObject ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
}
