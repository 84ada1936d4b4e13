using System.Globalization;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>A workspace that serves and is mirrored, with the app beside it, ready for an operation; and the ways to look at both.</summary>
internal sealed class OperatingWorld : IAsyncDisposable
{
    private const int MostSweeps = 6;
    private const int Broken = 1;

    private static readonly TimeSpan HangLength = TimeSpan.FromSeconds(60);

    private OperatingWorld(ScenarioRun run, OperatingSize size, SandboxSession session, CancellationToken cancelled)
    {
        Run = run;
        Size = size;
        Session = session;
        Cancelled = cancelled;
        Plan = ServingPlan.Create(session.Primary, run.Options.Seed, size.Endpoints, size.Deployments, size.Assets);
        Lost = Plan.BrokenModel("serve-lost");
        Late = Plan.Model("serve-late");
        Check = new MirrorCheck(session.Azure);
        Log = new CallLogReader(session.Azure);
        Store = new ControlStoreReader(session.Azure);
        Patience = TimeSpan.FromSeconds((run.Options.Faults == "none" ? 120 + (size.Assets / 4) : 300 + size.Assets) + (1500 / size.Speed));
    }

    public ScenarioRun Run { get; }

    public OperatingSize Size { get; }

    public SandboxSession Session { get; }

    public CancellationToken Cancelled { get; }

    public ServingPlan Plan { get; }

    /// <summary>A model whose files the primary lacks, so that it cannot be mirrored.</summary>
    public SeedAsset Lost { get; }

    /// <summary>A model that comes by an event.</summary>
    public SeedAsset Late { get; }

    public MirrorCheck Check { get; }

    public CallLogReader Log { get; }

    /// <summary>What the app remembers, read past it.</summary>
    public ControlStoreReader Store { get; }

    /// <summary>How long anything may take before it counts as never.</summary>
    public TimeSpan Patience { get; }

    public AppClient Client => Session.App.Client;

    /// <summary>Jobs that the policy has submitted again and that lack something in another workspace.</summary>
    public IReadOnlyList<string> StuckJobs =>
        [.. Plan.Jobs.Where(job => !job.HasEnded && !job.CanMove && job.Name.StartsWith(ServingPlan.MovingJobs, StringComparison.Ordinal)).Select(job => job.Name)];

    /// <summary>Starts a simulated Azure with such a workspace; the app is not started yet.</summary>
    public static async Task<OperatingWorld> StartAsync(ScenarioRun run, OperatingSize size, CancellationToken cancelled)
    {
        SandboxSession session = await run.StartSessionAsync(new SessionOptions
        {
            StartApp = false, Speed = size.Speed, Throttling = new ThrottlingOptions(), HangLength = HangLength,
        });

        // Unless it gets to the end and all is well, somebody will want to read the app's log.
        session.KeepFolder = true;
        return new OperatingWorld(run, size, session, cancelled);
    }

    /// <summary>Fills the primary, has everything mirrored, and lets the services take the time that they take.</summary>
    public async Task PrepareAsync()
    {
        await Run.RequireAsync($"{Plan.Assets.Count} assets stand in the primary, endpoints serve, jobs run", FillAsync);
        await Run.RequireAsync("the app starts and mirrors all of it", MirrorAsync);
        await Run.RequireAsync("a model that is registered now arrives by an event", ArriveLateAsync);
        SimulatedTimes.Apply(Session.Azure, Size.Speed);
        Session.Azure.Faults.SetProfile(Run.Options.Faults);
    }

    /// <summary>Waits until nothing changes by itself any more.</summary>
    public Task WaitUntilQuietAsync() => Session.WaitUntilQuietAsync(Patience, Cancelled);

    /// <summary>Registers a model in the primary and waits until it has arrived in the secondary by its event.</summary>
    public async Task<string> ArriveAsync(string name)
    {
        SeedAsset model = Plan.Model(name);
        await PublishAndSeeAsync(model);
        Mirror.MirrorStage.Require(Check.Problems([model]));
        return $"{model} arrived by an event";
    }

    public async ValueTask DisposeAsync() => await Session.DisposeAsync();

    private async Task<string> FillAsync()
    {
        ThrottlingOptions rates = Session.Azure.Throttle.Options;
        Session.Azure.Throttle.Configure(rates with { Enabled = false });
        await Session.User.PublishAsync(Plan.Assets, cancellationToken: Cancelled);
        await Session.User.RegisterAsync(Lost, Cancelled);
        foreach (SeedJob job in Plan.Jobs)
            Session.Azure.Resources.Put($"{Session.Azure.World.Primary.ResourceId}/jobs/{job.Name}", job.Body);
        Session.Azure.Throttle.Configure(rates);
        return $"{Mirror.MirrorStage.CountKinds(Plan.Assets)}; {Plan.Jobs.Count} jobs; one model lacks its files";
    }

    private async Task<string> MirrorAsync()
    {
        string policy = Path.Combine(Session.App.Setup.StateFolder, "policy.json");
        await File.WriteAllTextAsync(policy, OperatingPolicy.Make(Session.Azure).ToJsonString(), Cancelled);
        await Session.App.StartAsync(new Dictionary<string, string> { ["AmlDr__Pairs__0__PolicyFile"] = policy }, Cancelled);
        IReadOnlyList<string> open = [];
        int sweeps = 0;
        for (; sweeps < MostSweeps && (sweeps == 0 || open.Count > 0); sweeps++)
        {
            await Client.SweepAsync(Patience, retryFailed: sweeps > 0, Cancelled);
            await WaitUntilQuietAsync();
            open = MirrorCheck.Unsettled(Plan.Assets, await Client.ListAssetsAsync(Cancelled));
        }

        SeedAsset[] hot = [.. Plan.Assets.Where(asset => asset.Name == ServingPlan.HotEndpoint)];
        ServingCheck serving = new(Session.Azure, Session.Azure.World.Primary, Session.Azure.World.Secondary);
        Mirror.MirrorStage.Require([.. open, .. Check.Problems(Plan.Assets.Except(hot)), .. serving.Problems(hot)]);
        return string.Create(CultureInfo.InvariantCulture, $"{sweeps} sweeps; both sides are equal, the secondary at rest but for what is hot");
    }

    private async Task<string> ArriveLateAsync()
    {
        await Session.SubscribeAsync(Cancelled);
        await PublishAndSeeAsync(Late);
        IReadOnlyList<AppAsset> assets = await Client.ListAssetsAsync(Cancelled);
        AppAsset[] missing = [.. assets.Where(asset => asset.State is not ("Mirrored" or "Skipped"))];
        if (missing.Length != Broken || missing[0].Name != Lost.Name)
            throw new CheckFailedException($"Only {Lost} should be missing: {string.Join("; ", missing.Select(asset => asset.ToString()))}.");
        return $"{assets.Count} assets known; only {missing[0]}";
    }

    private async Task PublishAndSeeAsync(SeedAsset asset)
    {
        await Session.User.PublishAsync([asset], cancellationToken: Cancelled);
        await WaitUntil.TrueAsync(
            async token => MirrorCheck.Unsettled([asset], await Client.ListAssetsAsync(token)).Count == 0, Patience, () => $"{asset} is mirrored",
            Session.Azure.Clock, Cancelled);
        await WaitUntilQuietAsync();
    }
}
