using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Rewriting;
using AmlDr.EmbeddedHost.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Aml;

public class StoreResolverTests : SimulatorTest
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private StoreResolver? _resolver;

    private StoreResolver Resolver => _resolver ??= Sim.Build(_clock).GetRequiredService<StoreResolver>();

    [Fact]
    public async Task CreateContextAsync_SystemDatastore_MapsTheTwoContainers()
    {
        RewriteContext context = await CreateAsync("workspaceblobstore");

        StoreMapping store = Assert.Single(context.Stores);
        Assert.Equal("workspaceblobstore", store.Datastore);
        Assert.Equal(Sim.SourceRoot.AbsolutePath, store.PrimaryRoot.AbsolutePath);
        Assert.Equal(Sim.TargetRoot.AbsolutePath, store.SecondaryRoot.AbsolutePath);
        Assert.False(store.IsShared);
        Assert.Equal("westeurope", context.Primary.Location);
        Assert.Equal("northeurope", context.Secondary.Location);
        Assert.Equal($"/{Sim.World.Primary.Account}", context.PrimaryBlobEndpoint.AbsolutePath.TrimEnd('/'));
    }

    [Fact]
    public async Task CreateContextAsync_NoDatastores_CostsTheWorkspacesAndTheirAccounts()
    {
        Assert.Empty((await CreateAsync()).Stores);

        Assert.Equal(4, Sim.Azure.Calls.LastSequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateContextAsync_OneSideWithoutNamesake_LeavesItOut(bool inPrimary)
    {
        PutStore(inPrimary ? Sim.World.Primary.ResourceId : Sim.World.Secondary.ResourceId, "extra", Blob("stmldrcontrol", "extra"));

        Assert.Empty((await CreateAsync("extra")).Stores);
    }

    [Fact]
    public async Task CreateContextAsync_NamedTwiceInDifferentCase_IsMappedOnce() =>
        Assert.Single((await CreateAsync("workspaceblobstore", "WorkspaceBlobStore")).Stores);

    [Fact]
    public async Task CreateContextAsync_AgainWithinTheTime_CostsNoCall()
    {
        await CreateAsync("workspaceblobstore", "workspaceartifactstore");
        long calls = Sim.Azure.Calls.LastSequence;
        _clock.Advance(StoreResolver.KeptFor - TimeSpan.FromSeconds(1));

        await CreateAsync("workspaceblobstore", "workspaceartifactstore");

        Assert.Equal(calls, Sim.Azure.Calls.LastSequence);
    }

    [Fact]
    public async Task CreateContextAsync_AfterTheTime_LooksAgain()
    {
        PutBoth("extra", Blob("stmldrcontrol", "old"));
        await CreateAsync("extra");
        PutBoth("extra", Blob("stmldrcontrol", "new"));
        _clock.Advance(StoreResolver.KeptFor);

        StoreMapping store = Assert.Single((await CreateAsync("extra")).Stores);

        Assert.EndsWith("/new", store.PrimaryRoot.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateContextAsync_DatastoreThatWasMissing_IsFoundAsSoonAsItIsThere()
    {
        Assert.Empty((await CreateAsync("extra")).Stores);
        PutBoth("extra", Blob("stmldrcontrol", "extra"));

        Assert.Single((await CreateAsync("extra")).Stores);
    }

    [Fact]
    public async Task CreateContextAsync_FailedCall_IsNotKept()
    {
        Sim.Fail("workspaces:get", Sandbox.Faults.FaultKind.Error503, times: 4, region: "westeurope");
        await Assert.ThrowsAsync<TransientException>(() => CreateAsync());

        Assert.Equal("mlw-primary", (await CreateAsync()).Primary.Id.Name);
    }

    [Fact]
    public async Task CreateContextAsync_OneContainerOfBoth_IsShared()
    {
        PutBoth("shared", Blob("stmldrcontrol", "shared"));

        Assert.True(Assert.Single((await CreateAsync("shared")).Stores).IsShared);
    }

    [Fact]
    public async Task CreateContextAsync_DataLake_IsReachedThroughTheBlobEndpoint()
    {
        PutBoth("lake", Store("AzureDataLakeGen2", "stmldrcontrol", ("filesystem", "lake")));

        StoreMapping store = Assert.Single((await CreateAsync("lake")).Stores);

        Assert.Equal("/stmldrcontrol/lake", store.PrimaryRoot.AbsolutePath);
    }

    [Fact]
    public async Task CreateContextAsync_AccountOfAnotherSubscriptionUnnamed_UsesTheCloudsSuffix()
    {
        JsonObject store = Blob("stelsewhere", "c");
        store["properties"]!.AsObject().Remove("subscriptionId");
        store["properties"]!.AsObject().Remove("resourceGroup");
        PutBoth("far", store);

        Assert.Equal(
            "https://stelsewhere.blob.core.windows.net/c", Assert.Single((await CreateAsync("far")).Stores).PrimaryRoot.AbsoluteUri);
    }

    [Theory]
    [InlineData("workspacefilestore", "AzureFile")]
    [InlineData("gen1", "AzureDataLakeGen1")]
    public async Task CreateContextAsync_StoreThatHoldsNoBlobs_IsRefusedWithTheRemedy(string name, string type)
    {
        PutBoth("gen1", Store("AzureDataLakeGen1", "x", ("storeName", "x")));

        RefusedException failure = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync(name));

        Assert.Contains($"'{name}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(type, failure.Message, StringComparison.Ordinal);
    }

    private Task<RewriteContext> CreateAsync(params string[] datastores) => Resolver.CreateContextAsync(Primary, Secondary, datastores, None);

    private void PutBoth(string name, JsonObject store)
    {
        PutStore(Sim.World.Primary.ResourceId, name, (JsonObject)store.DeepClone());
        PutStore(Sim.World.Secondary.ResourceId, name, (JsonObject)store.DeepClone());
    }

    private void PutStore(string workspace, string name, JsonObject store) => Sim.Azure.Resources.Put($"{workspace}/datastores/{name}", store);

    private static JsonObject Blob(string account, string container) => Store("AzureBlob", account, ("containerName", container));

    private static JsonObject Store(string type, string account, (string Name, string Value) place) => new()
    {
        ["properties"] = new JsonObject
        {
            ["datastoreType"] = type,
            ["accountName"] = account,
            [place.Name] = place.Value,
            ["endpoint"] = "core.windows.net",
            ["protocol"] = "https",
            ["subscriptionId"] = Sandbox.World.WorldTopology.SubscriptionId,
            ["resourceGroup"] = Sandbox.World.WorldTopology.ResourceGroup,
            ["credentials"] = new JsonObject { ["credentialsType"] = "None" },
        },
    };
}
