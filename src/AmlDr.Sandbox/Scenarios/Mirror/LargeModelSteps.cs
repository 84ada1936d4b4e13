using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>A copy that is cut off half-way goes on where it was.</summary>
internal static class LargeModelSteps
{
    private const long MiB = 1024 * 1024;
    private const long BytesPerSecond = 300 * MiB;

    public static Task PlayAsync(MirrorStage stage) => stage.Run.StepAsync(
        "a model of more than 1 GiB is copied by blocks; killed half-way, no finished block is copied again", () => KillAndResumeAsync(stage));

    private static async Task<string> KillAndResumeAsync(MirrorStage stage)
    {
        SandboxSession session = stage.Session;
        SimulatedBlobs blobs = session.Azure.Blobs;
        string account = session.Azure.World.SecondaryAccount.Name;
        SeedAsset model = SeedPlan.CreateLarge(session.Primary, stage.Run.Options.Seed, "resumed");
        string name = model.BlobName(model.Files[0]);
        long begun = stage.Log.Position;
        blobs.SetBandwidth(account, BytesPerSecond);
        stage.Add([model]);
        await session.User.PublishAsync([model], cancellationToken: stage.Cancelled);
        int blocks = (int)((model.Files[0].Content.Length + MirrorScenario.BlockBytes - 1) / MirrorScenario.BlockBytes);
        await WaitUntil.TrueAsync(
            () => Waiting() >= blocks / 4, stage.Patience, () => $"a quarter of the {blocks} blocks stands; {Waiting()} do", session.Azure.Clock,
            stage.Cancelled, TimeSpan.FromMilliseconds(10));
        await session.App.KillAsync(stage.Cancelled);
        HashSet<string> finished = [.. stage.Log.CopiedBlocks(name, begun, withEffect: true)];
        if (finished.Count >= blocks)
            throw new CheckFailedException($"All {blocks} blocks were copied before the app was killed, so nothing was shown.");
        long killed = stage.Log.Position;
        blobs.SetBandwidth(account, null);
        await session.App.StartAsync(cancellationToken: stage.Cancelled);
        await stage.WaitUntilSettledAsync([model]);
        string[] again = [.. stage.Log.CopiedBlocks(name, killed, withEffect: false).Where(finished.Contains)];
        int writes = stage.Log.EffectiveWrites(begun).GetValueOrDefault(model.Path);
        MirrorStage.Require(
        [
            .. again.Select(block => $"block {block} was copied again"),
            .. stage.Check.Problems([model]),
            .. writes == 1 ? [] : (string[])[$"it was written {writes} times"],
        ]);
        return $"{finished.Count} of {blocks} blocks stood when the app was killed, {stage.Log.CopiedBlocks(name, killed, withEffect: true).Count} were copied after its restart";

        int Waiting() => blobs.CountUncommittedBlocks(account, session.Azure.World.Secondary.BlobContainer, name);
    }
}
