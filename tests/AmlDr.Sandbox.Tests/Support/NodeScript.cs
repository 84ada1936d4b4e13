using System.Diagnostics;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>Scripts of <c>tests/node</c>: clients that nobody here wrote.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Folder { get; } = Path.Combine(Facts.RepositoryRoot, "tests", "node");

    public static string? Reason { get; } = FindReason();

    /// <summary>Runs a script to its end and returns what it printed. Fails the test when the script fails.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (string argument in (string[])[script, .. arguments])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        using CancellationTokenSource deadline = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end within {Patience.TotalSeconds} seconds.");
        }

        Assert.True(process.ExitCode == 0, $"{script} failed:{Environment.NewLine}{await output}{await error}");
        return await output;
    }

    private static string? FindReason()
    {
        string[] paths = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (!paths.Any(path => File.Exists(Path.Combine(path, "node")) || File.Exists(Path.Combine(path, "node.exe"))))
            return "Node is not installed.";
        return Directory.Exists(Path.Combine(Folder, "node_modules", "@azure", "storage-blob"))
            ? null
            : "The npm packages are not installed: run 'npm install --prefix tests/node'.";
    }
}
