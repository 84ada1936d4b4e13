using System.Diagnostics;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>Starts the victim and waits for its end.</summary>
internal static class VictimProcess
{
    public const string Verb = "victim";

    /// <summary>How this assembly is started as a program.</summary>
    public static ProcessStartInfo StartInfo(string verb, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            ["exec", typeof(VictimProcess).Assembly.Location, verb, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        // Short-lived processes gain nothing from tiers above the first.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    /// <summary>Runs a process until it ends by itself or by its own hand.</summary>
    /// <returns>Whether it came to a good end; false if it was killed.</returns>
    /// <exception cref="InvalidOperationException">It ended in another way; the message holds what it said.</exception>
    public static async Task<bool> RunAsync(string folder, KillPlan plan, CancellationToken cancellation)
    {
        using Process process = Process.Start(StartInfo(Verb, [folder, plan.ToString()])) ?? throw new InvalidOperationException("The victim did not start.");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            const int Killed = 128 + 9;
            return process.ExitCode switch
            {
                0 => true,
                Killed => false,
                _ => throw new InvalidOperationException($"The victim ended with {process.ExitCode} ({plan}): {await output} {await errors}"),
            };
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
