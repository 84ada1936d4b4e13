namespace AmlDr.Sandbox.Demo;

/// <summary>Plain lines, for an output that is no terminal.</summary>
internal sealed class PlainDemoView(TextWriter output) : IDemoView
{
    private string _last = string.Empty;

    public void Say(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }

    public Task WatchAsync(Func<Action<DemoProgress>, Task> work) => work(progress =>
    {
        string line = $"{progress.Registered} registered, {progress.Mirrored} mirrored, {progress.Skipped} skipped, {progress.Waiting} waiting";
        if (line != _last)
            Say(line);
        _last = line;
    });

    public void ShowAddresses(IReadOnlyList<(string What, string Where)> addresses, IReadOnlyList<(string What, string Command)> examples)
    {
        output.WriteLine("It all runs on this machine; the keys are of this run only.");
        foreach ((string what, string where) in addresses)
            output.WriteLine($"{what}: {where}");
        foreach ((string what, string command) in examples)
            output.WriteLine($"# {what}{Environment.NewLine}{command}");
        output.Flush();
    }
}
