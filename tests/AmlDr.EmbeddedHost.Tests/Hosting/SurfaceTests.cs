using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Xunit.Abstractions;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>What the host makes public under <c>Microsoft.*</c> exists in the real packages with the same signature.</summary>
public sealed class SurfaceTests(ITestOutputHelper output)
{
    [CheckApiFact]
    public async Task Surface_EveryPublicMember_ExistsInTheRealPackages()
    {
        ProcessStartInfo start = new(CheckApiFactAttribute.Tool!, [typeof(FunctionAttribute).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        Task<string> errors = process.StandardError.ReadToEndAsync(deadline.Token);
        string report = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        output.WriteLine(report + await errors);

        Assert.Equal(0, process.ExitCode);
        Assert.EndsWith("0 not as in the real packages", report.TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>Runs where the tool that compares lies next to the repository.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CheckApiFactAttribute : FactAttribute
    {
        public CheckApiFactAttribute()
        {
            if (Tool is null)
            {
                Skip = "The tool ../shared/tools/check-api is not next to the repository.";
            }
        }

        public static string? Tool { get; } = Find(AppContext.BaseDirectory);

        private static string? Find(string folder)
        {
            for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            {
                if (File.Exists(Path.Combine(at.FullName, "AmlDrFunctions.sln")))
                {
                    string tool = Path.Combine(at.FullName, "..", "shared", "tools", "check-api", "check-api");
                    return File.Exists(tool) ? tool : null;
                }
            }

            return null;
        }
    }
}
