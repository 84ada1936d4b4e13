using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds.Environments;
using AmlDr.Core.Kinds.Models;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Rewriting;

public class DocumentRewriterTests
{
    private const string ModelUri =
        $"azureml://subscriptions/{TestPair.Subscription}/resourceGroups/rg-west/workspaces/mlw-west/datastores/workspaceblobstore/paths/m";

    [Fact]
    public void Rewrite_Model_DropsWhatTheServiceSetsAndKeepsEverythingElse()
    {
        AssetDocument source = TestPair.Document($$"""
            {
              "id": "{{TestPair.PrimaryId}}/models/m/versions/1", "name": "1", "type": "t", "systemData": {"createdBy": "x"},
              "properties": {
                "description": "see {{TestPair.PrimaryId}}", "tags": {"from": "azureml:m:1", "w": "{{ModelUri}}"}, "isArchived": true, "stage": "Production",
                "properties": {"AzureAsyncOperationUri": "u", "azureml.onlineendpointid": "e", "kept": "{{ModelUri}}"},
                "flavors": {"python_function": {"data": {"loader_module": "mlflow.sklearn"} } },
                "modelType": "mlflow_model", "modelUri": "{{ModelUri}}", "provisioningState": "Succeeded",
                "unknownField": {"deep": [1, 2.50, null, "{{ModelUri}}"]}
              }
            }
            """);

        RewriteResult result = DocumentRewriter.Rewrite(new AssetId("model", "m", "1"), source, new ModelKind(), TestPair.Context);

        JsonObject expected = source.CloneNode();
        foreach (string field in new[] { "id", "name", "type", "systemData" })
        {
            expected.Remove(field);
        }

        JsonObject properties = expected["properties"]!.AsObject();
        properties.Remove("provisioningState");
        properties["properties"]!.AsObject().Remove("AzureAsyncOperationUri");
        properties["properties"]!.AsObject().Remove("azureml.onlineendpointid");
        properties["modelUri"] = ModelUri.Replace("rg-west", "rg-north", StringComparison.Ordinal).Replace("mlw-west", "mlw-north", StringComparison.Ordinal);
        Assert.Empty(result.Findings);
        Assert.Equal(expected.ToJsonString(), result.Body.ToJsonString());
        Assert.Equal("properties.modelUri", Assert.Single(result.Changes).Field);
    }

    [Fact]
    public void Rewrite_Environment_RewritesTheBuildContextOnly()
    {
        AssetDocument source = TestPair.Document("""
            {"properties": {"environmentType": "UserCreated", "osType": "Linux", "condaFile": "channels:\n- https://stwest.blob.core.windows.net/azureml/x",
              "build": {"contextUri": "https://stwest.blob.core.windows.net/azureml/ctx/", "dockerfilePath": "Dockerfile"}}}
            """);

        RewriteResult result = DocumentRewriter.Rewrite(new AssetId("environment", "e", "1"), source, new EnvironmentKind(), TestPair.Context);

        Assert.Equal(
            """{"properties":{"osType":"Linux","condaFile":"channels:\n- https://stwest.blob.core.windows.net/azureml/x","build":{"contextUri":"https://stnorth.blob.core.windows.net/azureml/ctx/","dockerfilePath":"Dockerfile"}}}""",
            result.Body.ToJsonString(Json.Relaxed));
    }

    [Theory]
    [InlineData("acrwest.azurecr.io/img:1", true)]
    [InlineData("ACRWEST.azurecr.io/img@sha256:1", true)]
    [InlineData("mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04", false)]
    [InlineData("acrnorth.azurecr.io/img:1", false)]
    public void Rewrite_ImageInTheRegistryOfThePrimaryAlone_IsRefused(string image, bool refused)
    {
        AssetDocument source = TestPair.Document($$"""{"properties": {"image": "{{image}}"} }""");

        RewriteResult result = DocumentRewriter.Rewrite(new AssetId("environment", "e", "1"), source, new EnvironmentKind(), TestPair.Context);

        Assert.Equal(refused ? ["ImageRegistry"] : [], result.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Rewrite_ImageInASharedRegistry_IsKept()
    {
        WorkspaceDescription sharing = TestPair.Secondary with { ContainerRegistryId = TestPair.Primary.ContainerRegistryId!.ToUpperInvariant() };
        AssetDocument source = TestPair.Document("""{"properties": {"image": "acrwest.azurecr.io/img:1"}}""");

        RewriteResult result = DocumentRewriter.Rewrite(new AssetId("environment", "e", "1"), source, new EnvironmentKind(), TestPair.Context with { Secondary = sharing });

        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Rewrite_SeveralFindings_ReportsAll()
    {
        AssetDocument source = TestPair.Document("""
            {"properties": {"image": "acrwest.azurecr.io/img:1", "build": {"contextUri": "azureml://datastores/lake/paths/ctx"}}}
            """);

        RewriteResult result = DocumentRewriter.Rewrite(new AssetId("environment", "e", "1"), source, new EnvironmentKind(), TestPair.Context);

        Assert.Equal(["ImageRegistry", "DatastoreWithoutCounterpart"], result.Findings.Select(finding => finding.Code));
    }
}
