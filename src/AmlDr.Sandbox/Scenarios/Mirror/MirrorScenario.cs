using System.Globalization;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What is registered in the primary appears in the secondary: whole, once, whatever happens on the way.</summary>
public sealed class MirrorScenario : IScenario
{
    /// <summary>
    /// Length of the blocks that large files are copied in. Smaller than usual, so that there are enough blocks for a copy to be half done.
    /// </summary>
    internal const long BlockBytes = 16 * 1024 * 1024;

    private const int MostAssets = 5000;

    /// <inheritdoc/>
    public string Name => "mirror";

    /// <inheritdoc/>
    public string Description => "What is registered in the primary appears in the secondary: whole, once, whatever happens on the way.";

    /// <inheritdoc/>
    public IEnumerable<string> Validate(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Assets is < WorkspacePlan.Least or > MostAssets)
            yield return $"--assets is {options.Assets}; use {WorkspacePlan.Least} (one of each form) to {MostAssets}.";
        if (options.Endpoints is not null || options.Deployments is not null || options.Kills is not null || options.Speed is not null)
            yield return "--endpoints, --deployments, --kills and --speed are for scenarios of operations; leave them out.";
    }

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        SandboxSession session = await run.StartSessionAsync(new SessionOptions
        {
            StartApp = false,
            AppSettings = new Dictionary<string, string>
            {
                ["AmlDr__Copy__BlockBytes"] = BlockBytes.ToString(CultureInfo.InvariantCulture),
                ["AmlDr__Copy__ParallelCalls"] = "4",
            },
        });
        await using (session)
        {
            // Unless it gets to the end and all is well, somebody will want to read the app's log.
            session.KeepFolder = true;
            MirrorStage stage = new(run, session, cancellationToken);
            try
            {
                await PlayAsync(stage);
            }
            finally
            {
                MirrorMetrics.Measure(stage);
                session.KeepFolder = run.Steps.Any(step => !step.Passed);
                if (session.KeepFolder)
                    run.Metrics["appLog"] = session.App.Log.Path;
            }
        }
    }

    private static async Task PlayAsync(MirrorStage stage)
    {
        RefusalSteps.Prepare(stage.Session.Azure);
        stage.Session.Azure.Faults.SetProfile(stage.Run.Options.Faults);
        await stage.Run.RequireAsync("the app starts and is healthy", async () =>
        {
            await stage.Session.App.StartAsync(cancellationToken: stage.Cancelled);
            return stage.Session.App.Setup.Address.ToString();
        });
        await ArrivalSteps.PlayAsync(stage);
        await MirrorMetrics.MeasureLagAsync(stage);
        await EqualitySteps.PlayAsync(stage);
        await KindSteps.PlayAsync(stage);
        await EventSteps.PlayAsync(stage);
        await LargeModelSteps.PlayAsync(stage);
        await SweepSteps.PlayAsync(stage);
        await BadInputSteps.PlayAsync(stage);
        await RefusalSteps.PlayAsync(stage);
        await EndSteps.PlayAsync(stage);
        await ReturnSteps.PlayAsync(stage);
        await SecretSteps.PlayAsync(stage);
    }
}
