using AmlDr.Sandbox.Scenarios.Operating;

namespace AmlDr.Sandbox.Scenarios.Failover;

/// <summary>The primary region is gone; one request brings the secondary up.</summary>
public sealed class FailoverScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "failover";

    /// <inheritdoc/>
    public string Description => "The primary region is gone before anybody asks; one request brings the secondary up, also when the app is killed on the way.";

    /// <inheritdoc/>
    public IEnumerable<string> Validate(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OperatingSize.Validate(options);
    }

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        OperatingSize size = OperatingSize.Of(run.Options);
        OperationResult undisturbed = await OperatingPlay.RunAsync(run, size, FailoverSteps.PlayAsync, cancellationToken);
        if (size.Kills > 0)
            await OperatingPlay.RunAsync(run, size, world => KilledFailoverSteps.PlayAsync(world, undisturbed), cancellationToken);
    }
}
