using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>After everything, all is as it shall be.</summary>
internal static class EndSteps
{
    public static async Task PlayAsync(MirrorStage stage)
    {
        await stage.Run.StepAsync("in the end both sides are equal, and nothing is reported mirrored that is not", () => CompareAllAsync(stage));
        await stage.Run.StepAsync("no byte of a file went through the process", () =>
        {
            long bytes = stage.Log.BytesThroughProcess();
            long copied = stage.Session.Azure.Calls.Summarise().BytesCopiedByService;
            MirrorStage.Require(
            [
                .. bytes == 0 ? [] : (string[])[$"{bytes} bytes did"],
                .. copied > 0 ? [] : (string[])["nothing was copied at all"],
            ]);
            return Task.FromResult($"{copied / (1024 * 1024)} MiB were copied by the service");
        });
    }

    private static async Task<string> CompareAllAsync(MirrorStage stage)
    {
        await stage.WaitUntilSettledAsync(stage.Assets);
        IReadOnlyList<AppAsset> reported = await stage.Session.App.Client.ListAssetsAsync(stage.Cancelled);
        MirrorStage.Require(
        [
            .. stage.Check.Problems(stage.Assets),
            .. stage.Check.ExtraProblems(stage.Assets),
            .. stage.Check.FalseReports(stage.Assets, reported),
        ]);
        return $"{stage.Mirrored.Count()} versions; reported: "
            + string.Join(", ", reported.CountBy(asset => asset.State).OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => $"{state.Value} {state.Key}"));
    }
}
