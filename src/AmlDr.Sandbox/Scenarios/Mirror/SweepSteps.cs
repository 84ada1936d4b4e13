using AmlDr.Sandbox.App;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>Without any event, the sweep alone brings the same state.</summary>
internal static class SweepSteps
{
    // One with endpoints, and beyond those that a workspace has.
    private const int SilentProject = 996;

    public static Task PlayAsync(MirrorStage stage) =>
        stage.Run.StepAsync("with Event Grid silent, the sweep alone brings the same state", () => SweepInSilenceAsync(stage));

    private static async Task<string> SweepInSilenceAsync(MirrorStage stage)
    {
        SandboxSession session = stage.Session;
        int count = Math.Max(SeedPlan.Least, stage.Run.Options.Assets / 5);
        IReadOnlyList<SeedAsset> silent =
        [
            .. SeedPlan.CreateMore(session.Primary, stage.Run.Options.Seed + 1, count, "silent-"),
            .. WorkspacePlan.CreateProject(session.Primary, stage.Run.Options.Seed + 1, SilentProject),
        ];
        SeedAsset changed = stage.Mirrored.Last(asset => asset.Kind == "model");
        long before = stage.Log.Position;
        session.Azure.EventGrid.Switches = new DeliverySwitches { Silent = true };
        stage.Add(silent);
        await session.User.PublishAsync(silent, cancellationToken: stage.Cancelled);
        await session.User.ChangeAsync(changed.Path, document => document["properties"]!["description"] = "Changed in silence.", stage.Cancelled);
        session.Azure.EventGrid.Switches = new DeliverySwitches();
        await session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        MirrorStage.Require([.. silent.Where(asset => stage.Check.FindInSecondary(asset) is not null).Select(asset => $"{asset} came without an event or a sweep")]);
        AppSweep sweep = await session.App.Client.SweepAsync(stage.Patience, stage.Cancelled);
        await stage.WaitUntilSettledAsync([.. silent, changed]);
        IReadOnlyDictionary<string, int> writes = stage.Log.EffectiveWrites(before);
        SeedAsset[] written = [.. silent.Where(asset => asset.SkipCode is null), changed];
        MirrorStage.Require(
        [
            .. stage.Check.Problems(written),
            .. stage.Check.ExtraProblems(stage.Assets),
            .. MirrorStage.WrongWrites(written, writes, stage.Log.EffectiveWritesInPrimary()),
            .. writes.Keys.Except(written.Select(asset => asset.Path)).Select(path => $"{path} was written too"),
        ]);
        return $"{silent.Count} new versions and one changed; the sweep: {sweep}";
    }
}
