using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Gives a deployment the number of instances that it has in the primary: <c>sku.capacity</c>, which can be patched, and on Kubernetes the least
/// number where it scales by itself, which cannot (<c>facts/aml-rest.md</c> 2.9).
/// </summary>
internal sealed class ScaleDeploymentHandler(ResourceWriter writer, CatalogReader catalog) : FieldStepHandler(writer)
{
    private const string Sku = "sku";
    private const string Scale = "properties.scaleSettings";

    public override StepAction Action => StepAction.ScaleDeployment;

    protected override IReadOnlyList<string> Fields => [Sku, Scale];

    protected override IReadOnlyList<string> Patchable => [Sku];

    protected override async Task<JsonObject> WantAsync(StepRun run, CancellationToken cancellationToken) =>
        FieldValues.Read(await catalog.ReadAsync(run, cancellationToken), Fields);

    protected override JsonObject Complete(JsonObject wanted, AssetDocument standing)
    {
        JsonObject complete = FieldValues.Read(standing, Fields);
        Take(complete, Sku, "capacity");
        Take(complete, Scale, "minInstances");
        return complete;

        void Take(JsonObject fields, string path, string member)
        {
            if (wanted[path]?[member] is { } value && fields[path] is JsonObject parent)
            {
                parent[member] = value.DeepClone();
            }
        }
    }
}
