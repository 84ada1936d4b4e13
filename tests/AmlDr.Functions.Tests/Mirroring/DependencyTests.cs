using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class DependencyTests(RunningApp app) : IClassFixture<RunningApp>
{
    private readonly Primary _primary = new(app);

    [Fact]
    public async Task MirrorAsset_ComponentsOf20Levels_ArriveAllEachOnce()
    {
        const int levels = 20;
        AssetId top = _primary.CommandComponent("deep-0", _primary.Code("deep-code"), _primary.Environment("deep-env"));
        for (int level = 1; level < levels; level++)
        {
            top = _primary.Component($"deep-{level}", top);
        }

        MirrorOutcome outcome = await app.MirrorAsync(top);

        Assert.Equal(AssetState.Mirrored, outcome.State);
        Assert.All(Enumerable.Range(0, levels), level => Assert.Equal(1, app.Writes($"components/deep-{level}/versions/1")));
        Assert.Contains(
            app.Azure.World.Secondary.ResourceId, app.Secondary(Primary.PathOf(top))!["properties"]!["componentSpec"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MirrorAsset_Circle_IsFailedWithTheWayAround()
    {
        AssetId first = _primary.Component("circle-a");
        AssetId second = _primary.Component("circle-b", first);
        _primary.Component("circle-a", second);

        MirrorOutcome outcome = await app.MirrorAsync(second);

        Assert.Equal((AssetState.Failed, "DependencyCycle"), (outcome.State, outcome.Reason?.Code));
        Assert.Contains("component circle-a:1", outcome.Reason!.Message, StringComparison.Ordinal);
        Assert.Contains("component circle-b:1", outcome.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MirrorAsset_DependencyNowhere_IsFailedWithTheWayToIt()
    {
        AssetId gone = new(KindNames.Component, "nowhere", "1");
        AssetId middle = _primary.Component("needs-nowhere", gone);
        AssetId top = _primary.Component("needs-middle", middle);

        MirrorOutcome outcome = await app.MirrorAsync(top);

        Assert.Equal((AssetState.Failed, "DependencyMissing"), (outcome.State, outcome.Reason?.Code));
        Assert.All((AssetId[])[top, middle, gone], asset => Assert.Contains(asset.ToString(), outcome.Reason!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MirrorAsset_DependencyWithoutFiles_IsFailedWithItsReasonAndNothingIsWritten()
    {
        AssetId code = _primary.Put(new AssetId(KindNames.Code, "empty", "1"), new JsonObject
        {
            ["codeUri"] = _primary.DatastorePath("LocalUpload/empty/src"),
        });
        AssetId component = _primary.CommandComponent("needs-empty", code, _primary.Environment("empty-env"));

        MirrorOutcome outcome = await app.MirrorAsync(component);

        Assert.Equal((AssetState.Failed, "DependencyFailed"), (outcome.State, outcome.Reason?.Code));
        Assert.Contains("no files", outcome.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal(0, app.Writes(Primary.PathOf(component)));
    }

    [Fact]
    public async Task MirrorAsset_OneDependencyOf50_IsWrittenOnce()
    {
        AssetId code = _primary.Code("shared-code");
        AssetId environment = _primary.Environment("shared-env");
        AssetId[] components = [.. Enumerable.Range(0, 50).Select(at => _primary.CommandComponent($"shares-{at}", code, environment))];

        MirrorOutcome[] outcomes = await Task.WhenAll(components.Select(app.MirrorAsync));

        Assert.All(outcomes, outcome => Assert.Equal(AssetState.Mirrored, outcome.State));
        Assert.Equal((1, 1), (app.Writes(Primary.PathOf(code)), app.Writes(Primary.PathOf(environment))));
        Assert.All(components, component => Assert.Equal(1, app.Writes(Primary.PathOf(component))));
    }
}
