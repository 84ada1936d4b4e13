using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>What differs in the secondary by tier, by what stands there, and by the policy.</summary>
public class KindAdaptationTests
{
    [Theory]
    [InlineData("blue green", """{"blue":90,"green":10}""")]
    [InlineData("BLUE Green red", """{"blue":90,"green":10}""")]
    [InlineData("blue", "{}")]
    [InlineData("", "{}")]
    public void OnlineEndpoint_Traffic_IsWholeOrEmpty(string standing, string expected)
    {
        JsonObject body = Mirror("onlineEndpoint.managed", standing: standing).Body;

        Assert.Equal(expected, body["properties"]!["traffic"]!.ToJsonString());
        Assert.Equal(expected == "{}" && !standing.Contains("green", StringComparison.OrdinalIgnoreCase) ? "{}" : """{"green":10}""", body["properties"]!["mirrorTraffic"]!.ToJsonString());
    }

    [Fact]
    public void OnlineEndpoint_DeploymentWithoutTrafficThatIsMissing_DoesNotEmptyTheRest()
    {
        KindSample sample = KindSample.Read("onlineEndpoint.managed");
        JsonObject document = sample.Document.CloneNode();
        document["properties"]!["traffic"] = new JsonObject { ["blue"] = 100, ["old"] = 0 };

        RewriteResult result = DocumentRewriter.Rewrite(
            sample.Asset, new AssetDocument(document), sample.Kind, ConformancePair.Context with { StandingChildren = new HashSet<string> { "blue" } });

        Assert.Equal("""{"blue":100}""", result.Body["properties"]!["traffic"]!.ToJsonString());
    }

    [Theory]
    [InlineData("monthly", "monthly")]
    [InlineData("", null)]
    public void BatchEndpoint_DefaultDeployment_IsOneThatStands(string standing, string? expected) =>
        Assert.Equal(expected, (string?)Mirror("batchEndpoint.keyed", standing: standing).Body["properties"]!["defaults"]!["deploymentName"]);

    [Theory]
    [InlineData(Tier.Hot, 1, 3)]
    [InlineData(Tier.Warm, 1, 1)]
    [InlineData(Tier.Warm, 2, 2)]
    [InlineData(Tier.Warm, 9, 3)]
    public void OnlineDeployment_Capacity_FollowsTheTier(Tier tier, int warm, int expected)
    {
        RewriteResult result = Mirror("onlineDeployment.managed", policy => policy with { DefaultTier = tier, WarmCapacity = warm });

        Assert.Equal(expected, (int)result.Body["sku"]!["capacity"]!);
    }

    [Fact]
    public void Schedule_Mirrored_IsDisabled() => Assert.False((bool)Mirror("schedule.batch").Body["properties"]!["isEnabled"]!);

    [Fact]
    public void Datastore_SecretsOff_IsWrittenWithoutCredential()
    {
        RewriteResult result = Mirror("datastore.blob", policy => policy with { Secrets = new SecretPolicy { Mirror = false } });

        Assert.Empty(result.Findings);
        Assert.Equal("""{"credentialsType":"None"}""", result.Body["properties"]!["credentials"]!.ToJsonString());
        Assert.False(ConformancePair.Kinds[KindNames.Datastore].NeedsSecrets(result.Body));
    }

    [Fact]
    public void Datastore_AccountMovedButCredentialOfTheOldOne_IsRefused()
    {
        RewriteResult result = Mirror("datastore.blob", policy => policy with
        {
            Maps = new PolicyMaps { StorageAccounts = new Dictionary<string, string> { ["stshared"] = "stother" } },
        });

        Assert.Equal("CredentialOfOtherAccount", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void Datastore_ToBeCopiedWithoutAnotherAccount_IsRefused()
    {
        RewriteResult result = Mirror("datastore.blob", policy => policy with
        {
            Datastores = new Dictionary<string, DataHandling> { ["raw"] = DataHandling.Copy },
        });

        Assert.Equal("CopyWithoutAccount", Assert.Single(result.Findings).Code);
    }

    [Theory]
    [InlineData("connection.apiKey", true)]
    [InlineData("connection.registry", true)]
    [InlineData("connection.identity", false)]
    public void Connection_SecretsOff_IsRefusedWhenItNeedsThem(string file, bool refused)
    {
        RewriteResult result = Mirror(file, policy => policy with { Secrets = new SecretPolicy { Mirror = false } });

        Assert.Equal(refused ? ["SecretsOff"] : [], result.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Connection_SecretsOffAndPatched_IsNotRefused()
    {
        RewriteResult result = Mirror("connection.apiKey", policy => policy with
        {
            Secrets = new SecretPolicy { Mirror = false },
            Patches = [new DocumentPatch(KindNames.Connection, "openai", [new PatchOperation("properties.authType", "AAD"), new PatchOperation("properties.credentials", null)])],
        });

        Assert.Empty(result.Findings);
        Assert.Equal("AAD", (string?)result.Body["properties"]!["authType"]);
        Assert.False(result.Body["properties"]!.AsObject().ContainsKey("credentials"));
    }

    [Fact]
    public void Patch_ThatLeadsThroughAList_IsAFindingAndLeavesTheList()
    {
        KindSample sample = KindSample.Read("featurestoreEntity.account");
        RewriteResult result = DocumentRewriter.Rewrite(sample.Asset, sample.Document, sample.Kind, ConformancePair.Context with
        {
            Policy = ConformancePair.Policy with
            {
                Patches = [new DocumentPatch(KindNames.FeatureStoreEntity, null, [new PatchOperation("properties.indexColumns.0.dataType", "Long")])],
            },
        });

        Assert.Equal("PatchBlocked", Assert.Single(result.Findings).Code);
        Assert.IsType<JsonArray>(result.Body["properties"]!["indexColumns"]);
    }

    private static RewriteResult Mirror(string file, Func<PairPolicy, PairPolicy>? change = null, string? standing = null)
    {
        KindSample sample = KindSample.Read(file);
        return DocumentRewriter.Rewrite(sample.Asset, sample.Document, sample.Kind, ConformancePair.Context with
        {
            Policy = change is null ? ConformancePair.Policy : change(ConformancePair.Policy),
            StandingChildren = standing is null ? sample.Standing : standing.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
        });
    }
}
