using System.Globalization;
using AmlDr.Sandbox.App;
using Spectre.Console;

namespace AmlDr.Sandbox.Demo;

/// <summary>A table that follows the mirror.</summary>
internal sealed class TerminalDemoView(IAnsiConsole console) : IDemoView
{
    private const int RowsShown = 14;

    public void Say(string text) => console.MarkupLine($"[grey]{Markup.Escape(text)}[/]");

    public Task WatchAsync(Func<Action<DemoProgress>, Task> work) =>
        console.Live(new Text("starting")).StartAsync(live => work(progress =>
        {
            live.UpdateTarget(Draw(progress));
            live.Refresh();
        }));

    public void ShowAddresses(IReadOnlyList<(string What, string Where)> addresses, IReadOnlyList<(string What, string Command)> examples)
    {
        Grid grid = new Grid().AddColumn().AddColumn();
        foreach ((string what, string where) in addresses)
            grid.AddRow(new Text(what, new Style(Color.Grey)), new Text(where));
        console.Write(new Panel(grid).Header("It all runs on this machine; the keys are of this run only").RoundedBorder());
        foreach ((string what, string command) in examples)
        {
            console.MarkupLine($"[grey]# {Markup.Escape(what)}[/]");
            // Without wrapping by the table or the console, so that it can be copied.
            console.Profile.Out.Writer.WriteLine(command);
        }
    }

    private static Table Draw(DemoProgress progress)
    {
        Table table = new Table().RoundedBorder().AddColumns("kind", "name", "version", "state", "seconds");
        table.Title = new TableTitle(
            $"{progress.Registered} registered in westeurope, [green]{progress.Mirrored}[/] mirrored in northeurope, {progress.Skipped} skipped, {progress.Waiting} waiting");
        foreach (AppAsset asset in progress.Assets.Take(RowsShown))
        {
            table.AddRow(
                new Text(asset.Kind), new Text(asset.Name), new Text(asset.Version), new Markup(State(asset)),
                new Text(asset.State == "Mirrored" ? asset.LagSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "" : "").RightJustified());
        }

        return table;
    }

    private static string State(AppAsset asset)
    {
        string text = Markup.Escape(asset.Reason is null ? asset.State : $"{asset.State}: {asset.Reason.Code}");
        return asset.State switch
        {
            "Mirrored" => $"[green]{text}[/]",
            "Failed" or "Refused" => $"[red]{text}[/]",
            _ => $"[yellow]{text}[/]",
        };
    }
}
