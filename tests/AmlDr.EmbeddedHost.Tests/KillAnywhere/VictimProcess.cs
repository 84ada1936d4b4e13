using System.Diagnostics;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>Starts the victim and waits for its end.</summary>
internal static class VictimProcess
{
    public const string Verb = "victim";

    /// <summary>Runs a process until it ends by itself or by its own hand.</summary>
    /// <returns>Whether it came to a good end; false if it was killed.</returns>
    /// <exception cref="InvalidOperationException">It ended in another way; the message holds what it said.</exception>
    public static async Task<bool> RunAsync(string folder, KillPlan plan, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(VictimProcess).Assembly.Location);
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(plan.ToString());
        // Short-lived processes gain nothing from tiers above the first.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The victim did not start.");
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
