using System.Globalization;

namespace AmlDr.Sandbox.Scenarios;

/// <summary>Plain lines, for an output that is no terminal.</summary>
/// <param name="output">Where the lines go.</param>
public sealed class PlainDisplay(TextWriter output) : IScenarioDisplay
{
    /// <inheritdoc/>
    public void StepStarted(string name)
    {
        // The line that says how it ended says its name too.
    }

    /// <inheritdoc/>
    public void Progress(string text) => output.WriteLine($"       {text}");

    /// <inheritdoc/>
    public void StepEnded(ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        string mark = step.Passed ? "ok  " : "FAIL";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mark} {step.Seconds,6:0.0} s  {step.Name}: {step.Detail}"));
        output.Flush();
    }

    /// <inheritdoc/>
    public Task ShowAsync(string title, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        output.WriteLine($"Scenario {title}");
        return work();
    }
}
