using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Audit;

/// <summary>An audit finds drift of every class, nothing else, repairs it, and then finds none.</summary>
public sealed class AuditScenario : IScenario
{
    private const int MostAssets = 20_000;
    private const int MostSweeps = 4;

    /// <inheritdoc/>
    public string Name => "audit";

    /// <inheritdoc/>
    public string Description => "An audit finds drift of every class, nothing else, repairs it, and then finds none.";

    /// <inheritdoc/>
    public IEnumerable<string> Validate(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Assets is < WorkspacePlan.Least or > MostAssets)
            yield return $"--assets is {options.Assets}; use {WorkspacePlan.Least} (one of each form) to {MostAssets}.";
        if (options.Faults != "none")
            yield return $"--faults is {options.Faults}; this scenario counts calls and is run without faults.";
    }

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("amldr-audit-");
        string policy = Path.Combine(folder.FullName, "policy.json");
        await File.WriteAllTextAsync(policy, """{"deletions":{"action":"delete"}}""", cancellationToken);
        SandboxSession session = await SandboxSession.StartAsync(
            new SessionOptions
            {
                Seed = run.Options.Seed,
                StartApp = false,
                AppSettings = new Dictionary<string, string> { ["AmlDr__Pairs__0__PolicyFile"] = policy },
            },
            cancellationToken);
        await using (session)
        {
            session.KeepFolder = true;
            try
            {
                await PlayAsync(new MirrorStage(run, session, cancellationToken));
            }
            finally
            {
                session.KeepFolder = run.Steps.Any(step => !step.Passed);
                if (session.KeepFolder)
                    run.Metrics["appLog"] = session.App.Log.Path;
                folder.Delete(recursive: true);
            }
        }
    }

    private static async Task PlayAsync(MirrorStage stage)
    {
        ScenarioRun run = stage.Run;
        AppClient client() => stage.Session.App.Client;
        await run.RequireAsync("the app starts and is healthy", async () =>
        {
            await stage.Session.App.StartAsync(cancellationToken: stage.Cancelled);
            return stage.Session.App.Setup.Address.ToString();
        });
        stage.Add(WorkspacePlan.Create(stage.Session.Primary, run.Options.Seed, run.Options.Assets));
        await run.RequireAsync($"{stage.Assets.Count} assets are registered and mirrored", () => MirrorAsync(stage));
        IReadOnlyDictionary<string, JsonObject> respelled = Respelling.Apply(stage.Session.Azure, stage.Mirrored);
        await run.StepAsync("no equal asset is told of, however the service spells it", async () =>
        {
            AppAudit audit = await AuditAsync(stage, "audit of equal sides");
            Require(audit.Findings.Select(finding => finding.ToString()).Concat(audit.Unread.Select(unread => unread.Message)));
            MirrorStage.Require(audit.Count("Match") == stage.Mirrored.Count() && audit.Verdict == "Equal" ? [] : [$"{audit} of {stage.Mirrored.Count()}"]);
            return $"{audit}; {respelled.Count} documents are spelled differently; {audit.DeployableComplete} of {audit.Deployable} deployable assets find what they need";
        });
        await run.StepAsync("an audit asks Resource Manager for list pages alone", () => CountCallsAsync(stage));

        DriftPlanter planter = new(stage.Session.Azure, [.. stage.Mirrored]);
        IReadOnlyList<PlantedDrift> planted = [];
        await run.RequireAsync("drift of every class is planted", () =>
        {
            planted = planter.Plant();
            return Task.FromResult(string.Join("; ", planted.CountBy(drift => drift.What).Select(what => $"{what.Value} × {what.Key}")));
        });
        await run.StepAsync("the audit finds all of it, names it, and finds nothing else", async () => Compare(planted, await AuditAsync(stage, "audit of drift")));
        await run.StepAsync("the repair mends all that may be mended, and leaves what was made by hand", async () =>
        {
            AppAudit audit = await client().AuditAsync("listing", repair: true, stage.Patience, stage.Cancelled);
            Compare(planted, audit);
            MirrorStage.Require(
                audit.Repair is { Failed: 0, Refused: 0, Left: 1 } repair && repair.Mended == planted.Count - 1 ? [] : [$"the repair of {planted.Count} says {audit.Repair}"]);
            return $"{audit.Repair}";
        });
        await run.StepAsync("what was made by hand is told of until somebody removes it", async () =>
        {
            AppAudit audit = await AuditAsync(stage, "audit after the repair");
            Compare([.. planted.Where(drift => drift.Name == "made-by-hand")], audit);
            stage.Session.Azure.Resources.Remove($"{stage.Session.Azure.World.Secondary.ResourceId}/models/made-by-hand");
            return audit.ToString();
        });
        await run.StepAsync("then the audit finds none, and the simulator's own comparison agrees", async () =>
        {
            AppAudit audit = await AuditAsync(stage, "last audit");
            Require(audit.Findings.Select(finding => finding.ToString()));

            // The simulator's own comparison takes every letter seriously. Documents that were repaired are compared as the repair left them.
            HashSet<(string, string, string)> repaired = [.. planted.Where(drift => drift.Code is "Field" or "Missing" or "Extra").Select(drift => (drift.Kind, drift.Name, drift.Version))];
            foreach (SeedAsset asset in stage.Mirrored.Where(asset => !repaired.Contains((asset.Kind, asset.Name, asset.Version))))
            {
                if (respelled.TryGetValue($"{stage.Session.Azure.World.Secondary.ResourceId}/{asset.Path}", out JsonObject? before))
                    stage.Session.Azure.Resources.Put($"{stage.Session.Azure.World.Secondary.ResourceId}/{asset.Path}", before);
            }

            SeedAsset[] left = [.. stage.Mirrored.Where(asset => asset.Path != planter.Deleted!.Path)];
            Require(stage.Check.Problems(left).Concat(stage.Check.ExtraProblems(left)));
            MirrorStage.Require(audit.Verdict == "Equal" && audit.Count("Match") == left.Length ? [] : [$"{audit} of {left.Length}"]);
            return audit.ToString();
        });
        await run.StepAsync("the report has its forms for people", async () =>
        {
            string html = await client().GetAuditAsync("text/html", stage.Cancelled);
            string markdown = await client().GetAuditAsync("text/markdown", stage.Cancelled);
            MirrorStage.Require(html.Contains("<svg", StringComparison.Ordinal) && markdown.StartsWith("# Audit of", StringComparison.Ordinal) ? [] : ["a form is not what it should be"]);
            return $"{html.Length} characters of HTML, {markdown.Length} of Markdown";
        });
        await run.StepAsync("with the primary region down the secondary is held against the catalog", () => AuditAloneAsync(stage));
    }

    private static async Task<string> MirrorAsync(MirrorStage stage)
    {
        await stage.Session.User.PublishAsync(stage.Assets, cancellationToken: stage.Cancelled);
        IReadOnlyList<string> problems = [];
        for (int sweeps = 1; sweeps <= MostSweeps; sweeps++)
        {
            AppSweep sweep = await stage.Session.App.Client.SweepAsync(stage.Patience, stage.Cancelled);
            await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
            problems = stage.Check.Problems(stage.Assets);
            if (problems.Count == 0)
                return $"{MirrorStage.CountKinds(stage.Assets)}; {sweeps} sweeps, the last: {sweep}";
        }

        MirrorStage.Require(problems);
        return "";
    }

    private static async Task<AppAudit> AuditAsync(MirrorStage stage, string metric)
    {
        long begun = stage.Session.Azure.Clock.GetTimestamp();
        AppAudit audit = await stage.Session.App.Client.AuditAsync("listing", repair: false, stage.Patience, stage.Cancelled);
        stage.Run.Metrics[$"{metric}, seconds"] = Math.Round(stage.Session.Azure.Clock.GetElapsedTime(begun).TotalSeconds, 1);
        return audit;
    }

    private static async Task<string> CountCallsAsync(MirrorStage stage)
    {
        long before = stage.Log.Position;
        await AuditAsync(stage, "counted audit");
        IReadOnlyDictionary<string, int> primary = stage.Log.Reads(WorldTopology.PrimaryRegion, before);
        IReadOnlyDictionary<string, int> secondary = stage.Log.Reads(WorldTopology.SecondaryRegion, before);
        MirrorStage.Require(
        [
            .. stage.Log.ChangesInSecondary(before).Select(call => $"{call.Operation} {call.Path}"),
            .. primary.Concat(secondary).Where(read => !IsList(read.Key)).Select(read => $"{read.Value} {read.Key}"),
        ]);
        stage.Run.Metrics["listPages"] = primary.Values.Sum() + secondary.Values.Sum();
        return $"{primary.Values.Sum()} of the primary, {secondary.Values.Sum()} of the secondary";

        // What the workspaces themselves are and what their regions offer is asked for every few minutes.
        static bool IsList(string operation) =>
            operation.EndsWith(":list", StringComparison.Ordinal) || operation is "workspaces:get" or "storageAccounts:get" or "datastores:get" or "locations:vmSizes";
    }

    private static async Task<string> AuditAloneAsync(MirrorStage stage)
    {
        stage.Session.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Mix);
        try
        {
            AppAudit audit = await AuditAsync(stage, "audit without the primary");
            Require(audit.Findings.Select(finding => finding.ToString()));
            MirrorStage.Require(audit.Unread.Any(unread => unread.Code == "PrimaryUnreachable") && audit.Verdict == "Incomplete" ? [] : [$"{audit}; it does not say that the primary could not be read"]);
            return $"{audit}; {string.Join("; ", audit.Unread.Select(unread => unread.Code))}";
        }
        finally
        {
            stage.Session.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        }
    }

    private static string Compare(IReadOnlyList<PlantedDrift> planted, AppAudit audit)
    {
        Require(planted.Where(drift => !audit.Findings.Any(drift.IsToldBy)).Select(drift => $"not told of: {drift}")
            .Concat(audit.Findings.Where(finding => !planted.Any(drift => drift.IsToldBy(finding))).Select(finding => $"told of without cause: {finding}"))
            .Concat(audit.FindingCount == planted.Count ? [] : [string.Create(CultureInfo.InvariantCulture, $"{audit.FindingCount} findings of {planted.Count}")]));
        return audit.ToString();
    }

    private static void Require(IEnumerable<string> problems) => MirrorStage.Require([.. problems]);
}
