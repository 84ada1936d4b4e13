using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Gives a batch endpoint the default deployment that it has in the primary (<c>facts/aml-rest.md</c> 2.10).</summary>
internal sealed class SetDefaultDeploymentHandler(ResourceWriter writer, CatalogReader catalog) : FieldStepHandler(writer)
{
    private const string Default = "properties.defaults.deploymentName";

    public override StepAction Action => StepAction.SetDefaultDeployment;

    protected override IReadOnlyList<string> Fields => [Default];

    protected override async Task<JsonObject> WantAsync(StepRun run, CancellationToken cancellationToken) =>
        FieldValues.Read(await catalog.ReadAsync(run, cancellationToken), Fields);
}
