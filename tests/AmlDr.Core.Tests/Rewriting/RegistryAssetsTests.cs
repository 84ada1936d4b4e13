using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.OnlineDeployments;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Rewriting;

public class RegistryAssetsTests
{
    private const string Scope = "subscriptions/" + TestPair.Subscription + "/resourceGroups/rg-west";

    [Theory]
    [InlineData(TestPair.PrimaryId + "/models/credit/versions/3", "azureml://registries/shared/models/credit/versions/3")]
    [InlineData("azureml:" + TestPair.PrimaryId + "/models/credit/versions/3", "azureml://registries/shared/models/credit/versions/3")]
    [InlineData("azureml:credit:3", "azureml://registries/shared/models/credit/versions/3")]
    [InlineData("azureml:credit@latest", "azureml://registries/shared/models/credit/labels/latest")]
    [InlineData("azureml://" + Scope + "/workspaces/mlw-west/models/credit/versions/3", "azureml://registries/shared/models/credit/versions/3")]
    [InlineData("azureml://locations/westeurope/workspaces/aaaaaaaa-0000-0000-0000-000000000001/models/credit/versions/3", "azureml://registries/shared/models/credit/versions/3")]
    [InlineData(TestPair.PrimaryId + "/models/credit/versions/4", TestPair.SecondaryId + "/models/credit/versions/4")]
    [InlineData("azureml:other:3", "azureml:other:3")]
    [InlineData("azureml://registries/azureml/models/credit/versions/3", "azureml://registries/azureml/models/credit/versions/3")]
    public void Rewrite_ModelOfADeployment_IsLedToTheRegistryWhenItCarriesThatVersion(string model, string expected)
    {
        AssetDocument deployment = TestPair.Document(new JsonObject
        {
            ["location"] = "westeurope",
            ["properties"] = new JsonObject { ["endpointComputeType"] = "Managed", ["model"] = model, ["environmentId"] = TestPair.PrimaryId + "/environments/e/versions/1" },
        }.ToJsonString());
        RewriteContext context = TestPair.Context with
        {
            RegistryAssets = new RegistryAssets("shared", new HashSet<AssetId> { new(KindNames.Model, "credit", "3") }),
        };

        JsonNode properties = DocumentRewriter.Rewrite(
            new AssetId(KindNames.OnlineDeployment, "e", "blue"), deployment, new OnlineDeploymentKind(), context).Body["properties"]!;

        Assert.Equal(expected, (string?)properties["model"]);
        Assert.Equal(TestPair.SecondaryId + "/environments/e/versions/1", (string?)properties["environmentId"]);
    }

    [Theory]
    [InlineData(KindNames.Model, true)]
    [InlineData(KindNames.Environment, true)]
    [InlineData(KindNames.Data, true)]
    [InlineData(KindNames.Component, true)]
    [InlineData(KindNames.Code, false)]
    [InlineData(KindNames.Datastore, false)]
    public void CanCarry_Kind_HoldsForThoseThatDocumentsMayReferTo(string kind, bool expected) => Assert.Equal(expected, RegistryAssets.CanCarry(kind));
}
