using System.Globalization;
using Spectre.Console;

namespace AmlDr.Sandbox.Scenarios;

/// <summary>A line for every step that has ended, and a spinner with the one under way.</summary>
/// <param name="console">The terminal.</param>
public sealed class TerminalDisplay(IAnsiConsole console) : IScenarioDisplay
{
    private StatusContext? _status;
    private string _step = string.Empty;

    /// <inheritdoc/>
    public void StepStarted(string name)
    {
        _step = name;
        _status?.Status(Markup.Escape(name));
    }

    /// <inheritdoc/>
    public void Progress(string text) => _status?.Status(Markup.Escape($"{_step}: {text}"));

    /// <inheritdoc/>
    public void StepEnded(ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        string mark = step.Passed ? "[green]✓[/]" : "[red]✗[/]";
        string seconds = step.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
        console.MarkupLine($"{mark} {Markup.Escape(step.Name)} [grey]{Markup.Escape(step.Detail)} ({seconds} s)[/]");
    }

    /// <inheritdoc/>
    public Task ShowAsync(string title, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        console.Write(new Rule($"scenario {Markup.Escape(title)}").LeftJustified());
        return console.Status().Spinner(Spinner.Known.Dots).StartAsync("starting", async context =>
        {
            _status = context;
            await work();
        });
    }
}
