namespace AmlDr.Sandbox.Scenarios;

/// <summary>Plays a scenario and reports.</summary>
public static class ScenarioRunner
{
    /// <summary>Plays a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">The options; they must be valid for it.</param>
    /// <param name="display">Is shown what happens.</param>
    /// <param name="clock">Measures the steps.</param>
    /// <param name="cancellationToken">Ends it early; the report then says so.</param>
    public static async Task<ScenarioReport> RunAsync(
        IScenario scenario, ScenarioOptions options, IScenarioDisplay display, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(display);
        ScenarioRun run = new(options, display, clock, cancellationToken);
        bool complete = false;
        try
        {
            await display.ShowAsync(scenario.Name, () => scenario.RunAsync(run, cancellationToken));
            complete = true;
        }
        catch (ScenarioAbortedException)
        {
            // The step that failed says why.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await run.StepAsync("it is played to the end", () => throw new CheckFailedException("It was interrupted."));
        }

        if (options.EnforceRoles)
            await RoleSteps.PlayAsync(run);
        bool passed = complete && run.Steps.Count > 0 && run.Steps.All(step => step.Passed);
        return new ScenarioReport(scenario.Name, passed, run.Steps, run.Metrics);
    }
}
