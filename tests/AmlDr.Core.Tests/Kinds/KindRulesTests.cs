using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>Which assets take no part, and why.</summary>
public class KindRulesTests
{
    [Theory]
    [InlineData("compute", "ci", """{"computeType": "ComputeInstance"}""", "ComputeInstance")]
    [InlineData("compute", "vm", """{"computeType": "VirtualMachine"}""", "ComputeType")]
    [InlineData("compute", "aks", """{"computeType": "AKS"}""", "ComputeType")]
    [InlineData("compute", "dbx", """{"computeType": "Databricks"}""", "ComputeType")]
    [InlineData("compute", "c", """{"computeType": "amlcompute"}""", null)]
    [InlineData("datastore", "workspaceblobstore", """{"datastoreType": "AzureBlob"}""", "SystemDatastore")]
    [InlineData("datastore", "WorkspaceFileStore", """{"datastoreType": "AzureFile"}""", "SystemDatastore")]
    [InlineData("datastore", "workspaceblobstore2", """{"datastoreType": "AzureBlob"}""", null)]
    [InlineData("environment", "AzureML-sklearn-1.5", """{"image": "x"}""", "Curated")]
    [InlineData("environment", "mine", """{"image": "x", "environmentType": "Curated"}""", "Curated")]
    [InlineData("marketplaceSubscription", "m", """{"marketplaceSubscriptionStatus": "Suspended"}""", "NotSubscribed")]
    [InlineData("marketplaceSubscription", "m", """{"marketplaceSubscriptionStatus": "Subscribed"}""", null)]
    [InlineData("data", "d", """{"dataUri": "azureml://datastores/landing/paths/x"}""", "DatastoreSkipped")]
    [InlineData("model", "m", """{"modelUri": "azureml://datastores/LANDING/paths/x"}""", "DatastoreSkipped")]
    [InlineData("data", "d", """{"dataUri": "azureml://datastores/other/paths/x"}""", null)]
    [InlineData("model", "secret-model", """{"modelUri": "azureml://datastores/other/paths/x"}""", "Excluded")]
    [InlineData("compute", "mapped", """{"computeType": "AmlCompute"}""", "ComputeMapped")]
    public void Judge_Asset_IsSkippedWithTheCode(string kind, string name, string properties, string? code)
    {
        var policy = new PairPolicy
        {
            Datastores = new Dictionary<string, DataHandling> { ["landing"] = DataHandling.Skip },
            Exclude = [new AssetFilter(Name: "secret-*")],
            Maps = new PolicyMaps { Computes = new Dictionary<string, string> { ["mapped"] = "other" } },
        };

        AssetVerdict verdict = Judge(new AssetId(kind, name, ""), properties, policy);

        Assert.Equal(code, verdict.Reason?.Code);
        Assert.Equal(code is null, verdict.IsMirrored);
        Assert.True(code is null || verdict.Reason!.Message.Length > 20);
    }

    [Theory]
    [InlineData("onlineEndpoint", "frozen", "Cold")]
    [InlineData("onlineDeployment", "frozen", "Cold")]
    [InlineData("onlineEndpoint", "other", null)]
    [InlineData("onlineDeployment", "other", null)]
    [InlineData("batchEndpoint", "any", "Cold")]
    [InlineData("batchDeployment", "any", "Cold")]
    [InlineData("serverlessEndpoint", "frozen", "Cold")]
    [InlineData("schedule", "frozen", null)]
    [InlineData("compute", "frozen", null)]
    public void Judge_TierCold_SkipsEndpointsAndTheirDeploymentsOnly(string kind, string name, string? code)
    {
        var policy = new PairPolicy { Tiers = [new TierRule(Tier.Cold, Name: "frozen"), new TierRule(Tier.Cold, KindNames.BatchEndpoint)] };

        Assert.Equal(code, Judge(new AssetId(kind, name, "blue"), """{"computeType": "AmlCompute"}""", policy).Reason?.Code);
    }

    [Fact]
    public void Judge_DeploymentThatIsWarmerThanItsEndpoint_IsAsColdAsThat()
    {
        var policy = new PairPolicy { Tiers = [new TierRule(Tier.Hot, KindNames.OnlineDeployment), new TierRule(Tier.Cold, KindNames.OnlineEndpoint)] };

        Assert.Equal("Cold", Judge(new AssetId(KindNames.OnlineDeployment, "e", "blue"), "{}", policy).Reason?.Code);
    }

    [Theory]
    [InlineData("model", "modelUri")]
    [InlineData("data", "dataUri")]
    [InlineData("code", "codeUri")]
    [InlineData("compute", "computeType")]
    public void Judge_AssetWithoutWhatItsKindNeeds_IsInvalidAndNamesTheField(string kind, string field)
    {
        var exception = Assert.Throws<InvalidAssetException>(() => Judge(new AssetId(kind, "a", "1"), "{}", PairPolicy.Default));

        Assert.Contains($"properties.{field}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_IncludedByName_LeavesOutOthersUnlessTheyAreReferredTo()
    {
        var policy = new PairPolicy { Include = [new AssetFilter(KindNames.Model, "churn*")] };
        var other = new AssetId(KindNames.Environment, "train", "1");

        Assert.Null(Judge(new AssetId(KindNames.Model, "churn-2", "1"), """{"modelUri": "https://x.example/m"}""", policy).Reason);
        Assert.Equal("Excluded", Judge(other, """{"image": "x"}""", policy).Reason?.Code);
        Assert.Null(Judge(other, """{"image": "x"}""", policy, isReferenced: true).Reason);
    }

    private static AssetVerdict Judge(AssetId asset, string properties, PairPolicy policy, bool isReferenced = false) =>
        AssetJudge.Judge(ConformancePair.Kinds[asset.Kind], TestPair.Document($$"""{"properties": {{properties}} }"""), new KindContext(asset, policy, isReferenced));
}
