using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>Nothing that a published request writes is dropped on the way, but secrets; what a published answer adds is.</summary>
public class PublishedExamplesTests
{
    private static readonly (string Kind, string Path)[] Examples =
    [
        (KindNames.Model, "Workspace/ModelVersion/createOrUpdate"), (KindNames.Environment, "Workspace/EnvironmentVersion/createOrUpdate"),
        (KindNames.Data, "Workspace/DataVersionBase/createOrUpdate"), (KindNames.Component, "Workspace/ComponentVersion/createOrUpdate"),
        (KindNames.Code, "Workspace/CodeVersion/createOrUpdate"), (KindNames.FeatureSet, "Workspace/FeaturesetVersion/createOrUpdate"),
        (KindNames.FeatureStoreEntity, "Workspace/FeaturestoreEntityVersion/createOrUpdate"),
        (KindNames.Datastore, "Datastore/AzureBlobWAccountKey/createOrUpdate"), (KindNames.Datastore, "Datastore/AzureFileWAccountKey/createOrUpdate"),
        (KindNames.Datastore, "Datastore/AzureDataLakeGen1WServicePrincipal/createOrUpdate"),
        (KindNames.Datastore, "Datastore/AzureDataLakeGen2WServicePrincipal/createOrUpdate"),
        (KindNames.Compute, "Compute/createOrUpdate/AmlCompute"), (KindNames.Compute, "Compute/createOrUpdate/BasicAmlCompute"),
        (KindNames.Compute, "Compute/createOrUpdate/KubernetesCompute"), (KindNames.Connection, "WorkspaceConnection/create"),
        (KindNames.MarketplaceSubscription, "Workspace/MarketplaceSubscription/createOrUpdate"),
        (KindNames.ServerlessEndpoint, "Workspace/ServerlessEndpoint/createOrUpdate"), (KindNames.OnlineEndpoint, "Workspace/OnlineEndpoint/createOrUpdate"),
        (KindNames.OnlineDeployment, "OnlineDeployment/ManagedOnlineDeployment/createOrUpdate"),
        (KindNames.OnlineDeployment, "OnlineDeployment/KubernetesOnlineDeployment/createOrUpdate"),
        (KindNames.BatchEndpoint, "Workspace/BatchEndpoint/createOrUpdate"), (KindNames.BatchDeployment, "Workspace/BatchDeployment/createOrUpdate"),
        (KindNames.Schedule, "Schedule/createOrUpdate"),
    ];

    [FactsFact]
    public void Writable_PublishedRequest_IsCarriedWholeButForSecretsAndIdentityValues()
    {
        Assert.Equal(ConformancePair.Kinds.All.Select(kind => kind.Name).Order(), Examples.Select(example => example.Kind).Distinct().Order());
        Assert.All(Examples, example =>
        {
            IAssetKind kind = ConformancePair.Kinds[example.Kind];
            JsonObject request = Read(example.Path)["parameters"]!.AsObject()
                .Where(parameter => parameter.Key is "body" or "parameters").Select(parameter => parameter.Value!.AsObject()).Single();

            IReadOnlyList<FieldDifference> dropped = DocumentComparer.Compare(request, WritableDocument.From(new AssetDocument(request.DeepClone().AsObject()), kind));

            Assert.All(dropped, difference => Assert.True(IsExpected(difference, kind), $"{example.Path}: {difference}"));
        });
    }

    [FactsFact]
    public void Writable_PublishedAnswer_HoldsOnlyWhatTheRequestMayHold() =>
        Assert.All(Examples, example =>
        {
            IAssetKind kind = ConformancePair.Kinds[example.Kind];
            PublishedFlags flags = PublishedFlags.All[example.Kind];
            JsonObject answer = Read(example.Path)["responses"]!["200"]!["body"]!.AsObject();

            JsonObject body = WritableDocument.From(new AssetDocument(answer.DeepClone().AsObject()), kind);

            Assert.All(flags.ReadOnly.Concat(flags.Secret), field => Assert.True(
                field.EndsWith(".primaryMetric", StringComparison.Ordinal) || !DocumentFields.Select(body, FieldPath.Of(field)).Any(), $"{example.Path}: {field}"));
        });

    // Values of identities are the service's; the examples send made-up ones. What no published flag calls secret is so by its meaning, or by a flag of its parent.
    private static bool IsExpected(FieldDifference difference, IAssetKind kind) =>
        kind.Fields.Secrets.Any(path => path.IsOrContains(difference.Place))
        || difference.Place[0] == "identity"
        || difference.Field is "properties.properties.extensionPrincipalId" or "id" or "name" or "type" or "systemData"
        || PublishedFlags.All[kind.Name].ReadOnly.Contains(difference.Field);

    private static JsonObject Read(string path) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(
            Facts.Root!, "openapi/specification/machinelearningservices/resource-manager/Microsoft.MachineLearningServices/stable/2024-04-01/examples", path + ".json")))!.AsObject();
}
