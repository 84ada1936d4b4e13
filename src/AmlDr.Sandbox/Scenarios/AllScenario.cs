namespace AmlDr.Sandbox.Scenarios;

/// <summary>All scenarios, one after the other, with one report.</summary>
public sealed class AllScenario : IScenario
{
    private const string Itself = "all";
    private const string Mirroring = "mirror";
    private const string Auditing = "audit";

    // In the order of a workspace's life: what is not named here comes last.
    private static readonly string[] Order = [Mirroring, Auditing, "failover", "drill", "failback"];

    /// <inheritdoc/>
    public string Name => Itself;

    /// <inheritdoc/>
    public string Description => "All scenarios, one after the other, with one report.";

    private static IEnumerable<IScenario> Parts => ScenarioCatalog.All.Values.Where(scenario => scenario.Name != Itself)
        .OrderBy(scenario => Array.IndexOf(Order, scenario.Name) is >= 0 and var at ? at : int.MaxValue).ThenBy(scenario => scenario.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<string> Validate(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Parts.SelectMany(scenario => scenario.Validate(For(scenario, options))).Distinct();
    }

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (IScenario scenario in Parts)
            await run.PlayAsync(scenario, For(scenario, run.Options), cancellationToken);
    }

    // Sizes of what serves and kills are matters of operations; the audit counts calls, which faults would add to.
    private static ScenarioOptions For(IScenario scenario, ScenarioOptions options) => scenario.Name switch
    {
        Mirroring => options with { Endpoints = null, Deployments = null, Kills = null, Speed = null },
        Auditing => options with { Endpoints = null, Deployments = null, Kills = null, Speed = null, Faults = "none" },
        _ => options,
    };
}
