using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;

namespace AmlDr.Functions.Tests.Mirroring;

/// <summary>What a region offers is asked for every few minutes, so this has an app of its own.</summary>
public sealed class SizeTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task MirrorAsset_SizeThatTheRegionDoesNotOffer_IsRefusedWithARemedyBeforeAnythingIsWritten()
    {
        const string size = "Standard_NC6s_v3";
        _app.Azure.Capacity.SetSizes("northeurope", [.. _app.Azure.Capacity.Sizes("northeurope").Where(known => known.Name != size)]);
        var primary = new Primary(_app);
        primary.Endpoint("gpu");
        AssetId deployment = primary.Deployment("gpu", "blue", properties => properties["instanceType"] = size);
        AssetId cluster = primary.Cluster("gpu-cluster", settings => settings["vmSize"] = size);

        foreach (AssetId asset in (AssetId[])[deployment, cluster])
        {
            MirrorOutcome outcome = await _app.MirrorAsync(asset);

            Assert.Equal((AssetState.Refused, "SizeNotOffered"), (outcome.State, outcome.Reason?.Code));
            Assert.Contains("maps.sizes", outcome.Reason!.Message, StringComparison.Ordinal);
            Assert.Contains(size, outcome.Reason.Message, StringComparison.Ordinal);
            Assert.Equal(0, _app.Writes(Primary.PathOf(asset)));
        }
    }
}
