using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>The subscription and the resources that workspaces lean on.</summary>
public sealed class PlatformTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Fact]
    public async Task World_StartsAsDescribed()
    {
        JsonObject primary = await ReadAsync(sim.Arm.Primary);
        JsonObject secondary = await ReadAsync(sim.Arm.Secondary);

        Assert.Equal("westeurope", primary["location"]!.ToString());
        Assert.Equal("northeurope", secondary["location"]!.ToString());
        Assert.True(Guid.TryParse(primary["properties"]!["workspaceId"]!.ToString(), out _));
        Assert.NotEqual(primary["properties"]!["storageAccount"]!.ToString(), secondary["properties"]!["storageAccount"]!.ToString());
        Assert.Equal(primary["properties"]!["keyVault"]!.ToString(), secondary["properties"]!["keyVault"]!.ToString());
        Assert.Equal(primary["properties"]!["containerRegistry"]!.ToString(), secondary["properties"]!["containerRegistry"]!.ToString());
        Assert.NotEqual(primary["properties"]!["applicationInsights"]!.ToString(), secondary["properties"]!["applicationInsights"]!.ToString());
        foreach (string property in (string[])["storageAccount", "keyVault", "containerRegistry", "applicationInsights"])
            await ReadAsync(primary["properties"]![property]!.ToString(), "2022-12-01");
    }

    [Fact]
    public async Task Get_StorageAccount_PrimaryEndpointServesBlobs()
    {
        JsonObject account = await ReadAsync(sim.Azure.World.PrimaryAccount.ResourceId, "2025-08-01");

        string blob = account["properties"]!["primaryEndpoints"]!["blob"]!.ToString();
        Assert.Equal($"{sim.Azure.BaseUrl}/stmldrprimary/", blob);
        (await sim.Blob.SendAsync(HttpMethod.Get, new Uri(blob).AbsolutePath + "?comp=list")).Expect(HttpStatusCode.OK);
        Answer keys = await sim.Arm.PostAsync(sim.Azure.World.PrimaryAccount.ResourceId + "/listKeys");
        Assert.Equal(sim.Azure.World.PrimaryAccount.Keys, keys.Expect(HttpStatusCode.OK).Json["keys"]!.AsArray().Select(key => key!["value"]!.ToString()));
    }

    [Fact]
    public async Task List_Locations_ArePaired()
    {
        JsonArray locations = (await ReadAsync(ArmCaller.InSubscription("/locations"), "2022-12-01"))["value"]!.AsArray();

        Dictionary<string, string> pairs = locations.ToDictionary(
            location => location!["name"]!.ToString(), location => location!["metadata"]!["pairedRegion"]![0]!["name"]!.ToString());
        Assert.Equal("northeurope", pairs["westeurope"]);
        Assert.Equal("westeurope", pairs["northeurope"]);
    }

    [Fact]
    public async Task List_Replications_BothRegionsReady()
    {
        string registry = (await ReadAsync(sim.Arm.Primary))["properties"]!["containerRegistry"]!.ToString();

        JsonObject[] replications = [.. (await ReadAsync(registry + "/replications", "2025-11-01"))["value"]!.AsArray().Select(item => item!.AsObject())];

        Assert.Equal("Premium", (await ReadAsync(registry, "2025-11-01"))["sku"]!["name"]!.ToString());
        Assert.Equal(["westeurope", "northeurope"], replications.Select(item => item["location"]!.ToString()));
        Assert.All(replications, item => Assert.Equal("Succeeded", item["properties"]!["provisioningState"]!.ToString()));
    }

    [Fact]
    public async Task Get_Provider_ListsTypesWithApiVersions()
    {
        JsonObject provider = await ReadAsync(ArmCaller.InSubscription("/providers/Microsoft.MachineLearningServices"), "2021-04-01");

        JsonNode versions = provider["resourceTypes"]!.AsArray().Single(type => type!["resourceType"]!.ToString() == "workspaces/models/versions")!["apiVersions"]!;
        Assert.Equal("Registered", provider["registrationState"]!.ToString());
        Assert.Equal("2026-05-01", versions[0]!.ToString());
    }

    [Theory]
    [InlineData("/subscriptions", "2022-12-01")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111", "2022-12-01")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourcegroups", "2022-09-01")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr", "2022-09-01")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/providers", "2022-09-01")]
    public async Task Get_SubscriptionLevel_Answered(string path, string version) => await ReadAsync(path, version);

    [Fact]
    public async Task List_Workspaces_BySubscriptionAndByGroup()
    {
        const string Type = "/providers/Microsoft.MachineLearningServices/workspaces";

        List<JsonObject> bySubscription = await sim.Arm.ListAsync(ArmCaller.InSubscription(Type));
        List<JsonObject> byGroup = await sim.Arm.ListAsync(ArmCaller.InSubscription("/resourceGroups/rg-mldr" + Type));

        Assert.Equal(["mlw-primary", "mlw-secondary"], bySubscription.Select(item => item["name"]!.ToString()));
        Assert.Equal(2, byGroup.Count);
    }

    [Fact]
    public async Task Start_SameSeed_SameWorld()
    {
        await using var same = await Sim.StartAsync();
        await using var other = await Sim.StartAsync(options => options with { Seed = 2 });

        Assert.Equal(sim.Azure.World.Primary, same.World.Primary);
        Assert.Equal(sim.Azure.World.PrimaryAccount.Keys, same.World.PrimaryAccount.Keys);
        Assert.NotEqual(sim.Azure.World.Primary.WorkspaceId, other.World.Primary.WorkspaceId);
    }

    private async Task<JsonObject> ReadAsync(string path, string version = Sim.ApiVersion) =>
        (await sim.Arm.GetAsync(path, apiVersion: version)).Expect(HttpStatusCode.OK).Json;
}
