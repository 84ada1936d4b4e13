using System.CommandLine;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Scenarios;
using Spectre.Console;

namespace AmlDr.Sandbox.Commands;

/// <summary><c>run</c>: plays a scenario without anybody watching; exits 0 when every step passed, else 1.</summary>
internal static class RunCommand
{
    private const string Enforced = "enforced";

    private static readonly ScenarioOptions Defaults = new();

    private static readonly Argument<string> Scenario = new("scenario") { Description = $"One of: {Known}." };

    private static readonly Option<int> Assets = new("--assets")
    {
        Description = "Number of assets that the primary workspace is given.",
        DefaultValueFactory = _ => Defaults.Assets,
    };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything that is made up.", DefaultValueFactory = _ => Defaults.Seed };

    private static readonly Option<int?> Endpoints = new("--endpoints") { Description = "Of the assets, online endpoints (failover, drill, failback)." };

    private static readonly Option<int?> Deployments = new("--deployments") { Description = "Of the assets, online deployments (failover, drill, failback)." };

    private static readonly Option<int?> Kills = new("--kills")
    {
        Description = "How often the app is killed during an operation; 0 leaves the disturbed run out (failover, drill, failback).",
    };

    private static readonly Option<double?> Speed = new("--speed")
    {
        Description = "How many times faster than real time the simulated Azure works (failover, drill, failback).",
    };

    private static readonly Option<string> Faults = MakeFaults();

    private static readonly Option<string> Rbac = MakeRbac();

    private static readonly Option<string[]> WithoutAction = new("--without-action")
    {
        Description = "With --rbac enforced: an action that is left out of the app's roles, to see what fails without it. May be given several times.",
    };

    private static readonly Option<string?> Report = new("--report") { Description = "File that the report is written to, as JSON." };

    private static string Known => string.Join(", ", ScenarioCatalog.All.Keys.Order(StringComparer.Ordinal));

    public static Command Create()
    {
        Command command = new("run", "Plays a scenario against the simulated Azure, checks it step by step, and exits 0 or 1.")
        {
            Scenario, Assets, Endpoints, Deployments, Kills, Speed, Seed, Faults, Rbac, WithoutAction, Report,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Option<string> MakeFaults()
    {
        Option<string> option = new("--faults")
        {
            Description = "Faults that strike ARM and blob calls: none, light (3 %) or heavy (10 %).",
            DefaultValueFactory = _ => Defaults.Faults,
        };
        option.AcceptOnlyFromAmong([.. FaultInjector.Profiles.Keys]);
        return option;
    }

    private static Option<string> MakeRbac()
    {
        Option<string> option = new("--rbac")
        {
            Description = "off, or enforced: the simulated Azure refuses what the roles of infra/ do not allow.", DefaultValueFactory = _ => "off",
        };
        option.AcceptOnlyFromAmong("off", Enforced);
        return option;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string name = parsed.GetRequiredValue(Scenario);
        ScenarioOptions options = new()
        {
            Assets = parsed.GetValue(Assets),
            Endpoints = parsed.GetValue(Endpoints),
            Deployments = parsed.GetValue(Deployments),
            Kills = parsed.GetValue(Kills),
            Speed = parsed.GetValue(Speed),
            Seed = parsed.GetValue(Seed),
            Faults = parsed.GetRequiredValue(Faults),
            EnforceRoles = parsed.GetRequiredValue(Rbac) == Enforced,
            WithoutActions = parsed.GetValue(WithoutAction) ?? [],
        };
        string[] mistakes = [.. Mistakes(name, options, parsed.GetValue(Report))];
        if (mistakes.Length > 0)
        {
            foreach (string mistake in mistakes)
                await Console.Error.WriteLineAsync(mistake);
            return 1;
        }

        IScenarioDisplay display = Console.IsOutputRedirected ? new PlainDisplay(Console.Out) : new TerminalDisplay(AnsiConsole.Console);
        ScenarioReport report = await ScenarioRunner.RunAsync(ScenarioCatalog.All[name], options, display, TimeProvider.System, cancellationToken);
        if (parsed.GetValue(Report) is { } path)
            await File.WriteAllTextAsync(path, report.ToJson(), CancellationToken.None);
        Console.Out.WriteLine(report.Metrics.ToJsonString());
        Console.Out.WriteLine($"{report.Scenario}: {(report.Passed ? "passed" : "FAILED")}, {report.Steps.Count(step => step.Passed)} of {report.Steps.Count} steps");
        return report.Passed ? 0 : 1;
    }

    private static IEnumerable<string> Mistakes(string name, ScenarioOptions options, string? report)
    {
        if (!ScenarioCatalog.All.TryGetValue(name, out IScenario? scenario))
        {
            yield return $"There is no scenario '{name}'. Known scenarios:";
            foreach (IScenario known in ScenarioCatalog.All.Values.OrderBy(one => one.Name, StringComparer.Ordinal))
                yield return $"  {known.Name}: {known.Description}";
            yield break;
        }

        foreach (string mistake in scenario.Validate(options))
            yield return mistake;

        if (options is { EnforceRoles: false, WithoutActions.Count: > 0 })
            yield return "--without-action needs --rbac enforced.";
        foreach (string action in options.WithoutActions.Where(action => !InstallationRoles.AllActions.Contains(action, StringComparer.OrdinalIgnoreCase)))
            yield return $"--without-action is '{action}', which is in none of the roles of infra/roles.json.";

        // Found out now and not after the run.
        if (report is not null && Path.GetDirectoryName(Path.GetFullPath(report)) is { } folder && !Directory.Exists(folder))
            yield return $"--report is '{report}', but the folder '{folder}' does not exist; create it, or name another file.";
    }
}
