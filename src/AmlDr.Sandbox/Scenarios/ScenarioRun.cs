using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Scenarios;

/// <summary>Collects the steps and metrics of a scenario while it is played.</summary>
public sealed class ScenarioRun
{
    private readonly List<ScenarioStep> _steps = [];
    private readonly List<SandboxSession> _sessions = [];
    private readonly IScenarioDisplay _display;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancelled;

    /// <summary>Makes an empty run.</summary>
    /// <param name="options">The options.</param>
    /// <param name="display">Is shown what happens.</param>
    /// <param name="clock">Measures the steps.</param>
    /// <param name="cancelled">Ends the run early.</param>
    public ScenarioRun(ScenarioOptions options, IScenarioDisplay display, TimeProvider clock, CancellationToken cancelled)
    {
        Options = options;
        _display = display;
        _clock = clock;
        _cancelled = cancelled;
    }

    /// <summary>The options.</summary>
    public ScenarioOptions Options { get; }

    /// <summary>The steps that have ended, in order.</summary>
    public IReadOnlyList<ScenarioStep> Steps => _steps;

    /// <summary>What was measured.</summary>
    public JsonObject Metrics { get; } = [];

    /// <summary>The sessions that were started, disposed ones included.</summary>
    public IReadOnlyList<SandboxSession> Sessions => _sessions;

    /// <summary>Starts a session with the run's seed and roles. The scenario disposes it.</summary>
    /// <param name="options">What else it is to be; null for all defaults.</param>
    /// <exception cref="AppStartException">The app does not start.</exception>
    public async Task<SandboxSession> StartSessionAsync(SessionOptions? options = null)
    {
        SandboxSession session = await SandboxSession.StartAsync(
            (options ?? new SessionOptions()) with { Seed = Options.Seed, EnforceRoles = Options.EnforceRoles, WithoutActions = Options.WithoutActions }, _cancelled);
        _sessions.Add(session);
        return session;
    }

    /// <summary>Takes a step. When it fails, the scenario goes on.</summary>
    /// <param name="name">What the step claims.</param>
    /// <param name="step">Does or checks it; returns what was seen. A failure is an exception.</param>
    /// <returns>Whether it passed.</returns>
    public async Task<bool> StepAsync(string name, Func<Task<string>> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _display.StepStarted(name);
        long begun = _clock.GetTimestamp();
        (bool passed, string detail) = await TryAsync(step);
        ScenarioStep ended = new(name, passed, detail, Math.Round(_clock.GetElapsedTime(begun).TotalSeconds, 3));
        _steps.Add(ended);
        _display.StepEnded(ended);
        return passed;
    }

    /// <summary>Takes a step without which the others make no sense.</summary>
    /// <inheritdoc cref="StepAsync"/>
    /// <exception cref="ScenarioAbortedException">It failed.</exception>
    public async Task RequireAsync(string name, Func<Task<string>> step)
    {
        if (!await StepAsync(name, step))
            throw new ScenarioAbortedException(name);
    }

    /// <summary>Plays another scenario as a part of this one: its steps and metrics become this one's, under its name.</summary>
    /// <param name="scenario">The other scenario.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PlayAsync(IScenario scenario, ScenarioOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ScenarioRun part = new(options, _display, _clock, _cancelled);
        try
        {
            await scenario.RunAsync(part, cancellationToken);
        }
        catch (ScenarioAbortedException)
        {
            // The step that failed says why, and the next scenario can be played all the same.
        }
        finally
        {
            _steps.AddRange(part.Steps.Select(step => step with { Name = $"{scenario.Name}: {step.Name}" }));
            _sessions.AddRange(part.Sessions);
            Metrics[scenario.Name] = part.Metrics;
        }
    }

    /// <summary>Tells people how far a step is.</summary>
    /// <param name="text">A short sentence.</param>
    public void Progress(string text) => _display.Progress(text);

#pragma warning disable CA1031 // Whatever a step throws is the report of that step, and nothing else.
    private async Task<(bool Passed, string Detail)> TryAsync(Func<Task<string>> step)
    {
        try
        {
            return (true, await step());
        }
        catch (Exception exception) when (exception is CheckFailedException or TimeoutException)
        {
            return (false, exception.Message);
        }
        catch (Exception exception) when (!_cancelled.IsCancellationRequested)
        {
            return (false, exception.ToString());
        }
    }
#pragma warning restore CA1031
}
