using AmlDr.Sandbox.Scenarios.Operating;

namespace AmlDr.Sandbox.Scenarios.Drill;

/// <summary>Everything but the switch, on a working day; afterwards the secondary is as it was.</summary>
public sealed class DrillScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "drill";

    /// <inheritdoc/>
    public string Description => "The secondary is brought up and proven while clients stay with the primary; afterwards it is as before, also when the app was killed.";

    /// <inheritdoc/>
    public IEnumerable<string> Validate(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OperatingSize.Validate(options);
    }

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return OperatingPlay.RunAsync(run, OperatingSize.Of(run.Options), DrillSteps.PlayAsync, cancellationToken);
    }
}
