using AmlDr.Sandbox.Scenarios.Operating;

namespace AmlDr.Sandbox.Scenarios.Failback;

/// <summary>The region is back; one request brings home what happened meanwhile, and clients with it.</summary>
public sealed class FailbackScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "failback";

    /// <inheritdoc/>
    public string Description => "The region is back; one request brings home what was registered meanwhile, reports what both sides changed, and protects again.";

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
        return OperatingPlay.RunAsync(run, OperatingSize.Of(run.Options), FailbackSteps.PlayAsync, cancellationToken);
    }
}
