namespace AmlDr.Sandbox.Scenarios;

/// <summary>Shows people how a scenario goes.</summary>
public interface IScenarioDisplay
{
    /// <summary>A step began.</summary>
    /// <param name="name">The step's name.</param>
    void StepStarted(string name);

    /// <summary>A step under way has news.</summary>
    /// <param name="text">A short sentence.</param>
    void Progress(string text);

    /// <summary>A step ended.</summary>
    /// <param name="step">The step.</param>
    void StepEnded(ScenarioStep step);

    /// <summary>Runs the scenario inside of the display.</summary>
    /// <param name="title">What is run.</param>
    /// <param name="work">The scenario.</param>
    Task ShowAsync(string title, Func<Task> work);
}
