using System.Globalization;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What the steps of the mirror scenario share: the session, the assets put into the primary so far, and the ways to look at them.</summary>
internal sealed class MirrorStage
{
    /// <summary>The datastores that a workspace has from the start.</summary>
    public const int SystemDatastores = 4;

    private const int MostSweeps = 5;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private readonly List<SeedAsset> _assets = [];

    public MirrorStage(ScenarioRun run, SandboxSession session, CancellationToken cancelled)
    {
        Run = run;
        Session = session;
        Cancelled = cancelled;
        Check = new MirrorCheck(session.Azure);
        Log = new CallLogReader(session.Azure);
        int assets = run.Options.Assets;
        Patience = TimeSpan.FromSeconds(HasFaults ? 180 + (2 * assets) : 90 + (assets / 2));
    }

    public ScenarioRun Run { get; }

    public SandboxSession Session { get; }

    public CancellationToken Cancelled { get; }

    public MirrorCheck Check { get; }

    public CallLogReader Log { get; }

    /// <summary>How long anything may take before it counts as never.</summary>
    public TimeSpan Patience { get; }

    public bool HasFaults => Run.Options.Faults != "none";

    /// <summary>The assets that were put into the primary, but for those that are broken on purpose.</summary>
    public IReadOnlyList<SeedAsset> Assets => _assets;

    public IEnumerable<SeedAsset> Mirrored => _assets.Where(asset => asset.SkipCode is null);

    public void Add(IEnumerable<SeedAsset> assets) => _assets.AddRange(assets);

    /// <summary>Until the app's log has a line with each of the texts; what the app reports shows before the line has come through the pipe.</summary>
    public async Task WaitUntilLoggedAsync(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            await WaitUntil.TrueAsync(
                () => Session.App.Log.Find(text).Count > 0, Patience, () => $"a log line with '{text}'", Session.Azure.Clock, Cancelled, LookInterval);
        }
    }

    /// <summary>
    /// What was not written as often as it shall be: once, and an endpoint again when its deployments stand and it may name them. What has secrets
    /// is written again when the user wrote it again, because a changed secret shows in nothing but the time of the change.
    /// </summary>
    public static IEnumerable<string> WrongWrites(
        IEnumerable<SeedAsset> assets, IReadOnlyDictionary<string, int> writes, IReadOnlyDictionary<string, int> inPrimary) => assets
        .Where(asset =>
        {
            int expected = asset.FirstBody is null ? 1 : 2;
            int most = asset.HasSecrets ? expected * Math.Max(1, inPrimary.GetValueOrDefault(asset.Path)) : expected;
            return writes.GetValueOrDefault(asset.Path) < expected || writes.GetValueOrDefault(asset.Path) > most;
        })
        .Select(asset => $"{asset} was written {writes.GetValueOrDefault(asset.Path)} times");

    /// <summary>How many of each kind there are, for messages.</summary>
    public static string CountKinds(IEnumerable<SeedAsset> assets) => string.Join(
        ", ", assets.CountBy(asset => asset.Kind).OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} {kind.Key}"));

    /// <summary>Fails the step when there is anything to complain of.</summary>
    public static void Require(IReadOnlyCollection<string> problems)
    {
        const int shown = 10;
        if (problems.Count > 0)
        {
            throw new CheckFailedException(
                string.Join("; ", problems.Take(shown)) + (problems.Count > shown ? $"; and {problems.Count - shown} more" : string.Empty));
        }
    }

    /// <summary>
    /// Waits until the app has told of each asset that it is mirrored, or skipped for the right reason, and has nothing more to do. What
    /// failed because of faults is left to sweeps. Everything newly reported as mirrored is compared at once.
    /// </summary>
    /// <returns>The number of sweeps that it took.</returns>
    public async Task<int> WaitUntilSettledAsync(IReadOnlyList<SeedAsset> assets)
    {
        for (int sweeps = 0; ; sweeps++)
        {
            IReadOnlyList<string> open = await WaitUntilQuietAsync(assets);
            if (open.Count == 0)
                return sweeps;
            if (!HasFaults || sweeps == MostSweeps)
                Require(open);
            Run.Progress($"a sweep looks after {open.Count} that the faults have held up");
            await Session.App.Client.SweepAsync(Patience, retryFailed: true, Cancelled);
        }
    }

    /// <summary>Waits until the app has nothing more to do and says what is then not as it shall be.</summary>
    public async Task<IReadOnlyList<string>> WaitUntilQuietAsync(IReadOnlyList<SeedAsset> assets)
    {
        HashSet<string> compared = [];
        IReadOnlyList<string> open = [];
        int told = 0;
        await WaitUntil.TrueAsync(
            async token =>
            {
                bool quiet = await Session.IsQuietAsync(token);
                IReadOnlyList<AppAsset> reported = await Session.App.Client.ListAssetsAsync(token);
                IEnumerable<AppAsset> news = reported.Where(asset => asset.State == "Mirrored" && compared.Add($"{asset.Kind}/{asset.Name}/{asset.Version}"));

                // An endpoint stands before its deployments and gets its traffic when they do.
                Require(Check.FalseReports(Assets, news.Where(asset => asset.Kind is not ("onlineEndpoint" or "batchEndpoint"))));
                open = MirrorCheck.Unsettled(assets, reported);
                int quarter = (assets.Count - open.Count) * 4 / Math.Max(1, assets.Count);
                if (quarter > told)
                    Run.Progress(string.Create(CultureInfo.InvariantCulture, $"{assets.Count - open.Count} of {assets.Count}"));
                told = quarter;
                return quiet;
            },
            Patience, () => $"the app has nothing more to do; {open.Count} of {assets.Count} are open: {string.Join("; ", open.Take(5))}",
            Session.Azure.Clock, Cancelled, LookInterval);
        return open;
    }
}
