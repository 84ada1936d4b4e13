using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>Nothing that the app keeps or says holds a secret.</summary>
internal static class SecretSteps
{
    public static Task PlayAsync(MirrorStage stage) => stage.Run.StepAsync(
        "no planted secret is in the control store, the task hub, the log, the API's answers or this report, in any encoding", () => LookAsync(stage));

    private static async Task<string> LookAsync(MirrorStage stage)
    {
        IReadOnlyList<AppAsset> assets = await stage.Session.App.Client.ListAssetsAsync(stage.Cancelled);

        // What it holds in memory is written down.
        await stage.Session.App.StopAsync();
        (IReadOnlyList<string> finds, long bytes) = new LeakCheck(stage.Session).Look(new Dictionary<string, string>
        {
            ["the API's list of assets"] = string.Join('\n', assets),
            ["this report"] = new ScenarioReport(stage.Run.Options.Faults, true, stage.Run.Steps, stage.Run.Metrics).ToJson(),
        });
        MirrorStage.Require([.. finds]);
        return $"{stage.Mirrored.Count(asset => asset.HasSecrets)} assets hold secrets; {bytes / 1024} KiB were looked through";
    }
}
