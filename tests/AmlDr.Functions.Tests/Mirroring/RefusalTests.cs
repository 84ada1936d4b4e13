using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class RefusalTests(RunningApp app) : IClassFixture<RunningApp>
{
    private static readonly string Resources = $"/subscriptions/{WorldTopology.SubscriptionId}/resourceGroups/{WorldTopology.ResourceGroup}/providers";

    private readonly Primary _primary = new(app);

    [Fact]
    public async Task MirrorAsset_UnknownSubnet_IsRefusedWithARemedy()
    {
        AssetId cluster = _primary.Cluster("in-subnet", settings => settings["subnet"] = new JsonObject
        {
            ["id"] = $"{Resources}/Microsoft.Network/virtualNetworks/vnet-west/subnets/ml",
        });

        await AssertRefusedAsync(cluster, "UnmappedResource", "maps.subnets");
    }

    [Fact]
    public async Task MirrorAsset_UnknownIdentity_IsRefusedWithARemedy()
    {
        AssetId endpoint = _primary.Endpoint("identified", identity: new JsonObject
        {
            ["type"] = "UserAssigned",
            ["userAssignedIdentities"] = new JsonObject { [$"{Resources}/Microsoft.ManagedIdentity/userAssignedIdentities/id-west"] = new JsonObject() },
        });

        await AssertRefusedAsync(endpoint, "UnmappedResource", "maps.identities");
    }

    [Fact]
    public async Task MirrorAsset_DependencyRefused_IsRefusedWithThatReason()
    {
        AssetId cluster = _primary.Cluster("unreachable", settings => settings["subnet"] = new JsonObject
        {
            ["id"] = $"{Resources}/Microsoft.Network/virtualNetworks/vnet-west/subnets/ml",
        });
        AssetId schedule = _primary.Schedule(
            "needs-unreachable", _primary.CommandComponent("unreachable-train", _primary.Code("unreachable-code"), _primary.Environment("unreachable-env")), cluster);

        await AssertRefusedAsync(schedule, "DependencyFailed", "maps.subnets");
    }

    private async Task AssertRefusedAsync(AssetId asset, string code, string remedy)
    {
        MirrorOutcome outcome = await app.MirrorAsync(asset);

        Assert.Equal((AssetState.Refused, code), (outcome.State, outcome.Reason?.Code));
        Assert.Contains(remedy, outcome.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal(0, app.Writes(Primary.PathOf(asset)));
        Assert.Equal("Refused", (string?)(await app.AssetAsync(asset.Kind, asset.Name, asset.Version))!["state"]);
    }
}
