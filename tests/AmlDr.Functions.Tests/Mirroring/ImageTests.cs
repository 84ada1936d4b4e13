using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;

namespace AmlDr.Functions.Tests.Mirroring;

/// <summary>What workspaces are is asked for every few minutes, so this has an app of its own.</summary>
public sealed class ImageTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task MirrorAsset_ImageInTheRegistryOfThePrimaryAlone_IsRefusedWithARemedy()
    {
        string id = _app.Azure.World.Secondary.ResourceId;
        JsonObject workspace = _app.Azure.Resources.Get(id)!;
        workspace["properties"]!["containerRegistry"] = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/crother";
        _app.Azure.Resources.Put(id, workspace);
        var primary = new Primary(_app);
        AssetId environment = primary.Environment("private", "crmldr.azurecr.io/private:1");

        MirrorOutcome outcome = await _app.MirrorAsync(environment);

        Assert.Equal(AssetState.Refused, outcome.State);
        Assert.Contains("maps.imageRegistries", outcome.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal(0, _app.Writes(Primary.PathOf(environment)));
    }
}
