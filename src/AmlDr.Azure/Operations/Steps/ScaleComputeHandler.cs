using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Gives a cluster the least and the most nodes that it has in the primary (<c>facts/aml-rest.md</c> 2.8: PATCH of the scale settings).</summary>
internal sealed class ScaleComputeHandler(ResourceWriter writer, CatalogReader catalog) : FieldStepHandler(writer)
{
    private const string Settings = "properties.properties.scaleSettings";
    private static readonly string[] Numbers = ["minNodeCount", "maxNodeCount"];

    public override StepAction Action => StepAction.ScaleCompute;

    protected override IReadOnlyList<string> Fields => [Settings];

    protected override IReadOnlyList<string> Patchable => [Settings];

    protected override async Task<JsonObject> WantAsync(StepRun run, CancellationToken cancellationToken) =>
        FieldValues.Read(await catalog.ReadAsync(run, cancellationToken), [Settings]);

    // The idle time is the mirror's business, and the service spells it anew.
    protected override JsonObject Complete(JsonObject wanted, AssetDocument standing)
    {
        JsonObject settings = FieldValues.Read(standing, [Settings])[Settings]?.DeepClone().AsObject() ?? [];
        foreach (string number in Numbers)
        {
            if (wanted[Settings]?[number] is { } value)
            {
                settings[number] = value.DeepClone();
            }
        }

        return new JsonObject { [Settings] = settings };
    }
}
