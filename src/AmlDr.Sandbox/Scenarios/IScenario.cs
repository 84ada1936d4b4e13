namespace AmlDr.Sandbox.Scenarios;

/// <summary>
/// A story that is played through against the simulated Azure with the real function app, checked step by step. Every public class that
/// implements this and can be made without arguments is known to <c>run</c>.
/// </summary>
public interface IScenario
{
    /// <summary>The word by which it is run.</summary>
    string Name { get; }

    /// <summary>What it shows, in a sentence.</summary>
    string Description { get; }

    /// <summary>Says what is wrong with the options for this scenario, one sentence per mistake with the option, its value and the remedy.</summary>
    /// <param name="options">The options.</param>
    IEnumerable<string> Validate(ScenarioOptions options);

    /// <summary>Plays it.</summary>
    /// <param name="run">Takes the steps and the metrics.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RunAsync(ScenarioRun run, CancellationToken cancellationToken);
}
