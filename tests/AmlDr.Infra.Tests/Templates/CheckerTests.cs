using System.Diagnostics;
using AmlDr.Infra.Tests.Support;
using Xunit.Abstractions;

namespace AmlDr.Infra.Tests.Templates;

/// <summary>The templates pass the semantic checker: types, api-versions, properties, modules, scopes, secrets.</summary>
public sealed class CheckerTests(ITestOutputHelper output)
{
    [CheckBicepFact]
    public async Task Templates_AllOfThem_HaveNoFinding()
    {
        (int exitCode, string report) = await CheckAsync(Repository.Infra);

        Assert.EndsWith("0 errors, 0 warnings", report.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [CheckBicepFact]
    public async Task Templates_WithAPropertyThatAzureDoesNotKnow_AreFound()
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("amldr-infra-");
        try
        {
            string spoilt = Repository.Read("infra", "modules", "identities.bicep").Replace("tags: tags", "tagz: tags", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(copy.FullName, "identities.bicep"), spoilt);

            (int exitCode, string report) = await CheckAsync(copy.FullName);

            Assert.Contains("unknown-property", report, StringComparison.Ordinal);
            Assert.Equal(1, exitCode);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private async Task<(int ExitCode, string Report)> CheckAsync(string folder)
    {
        ProcessStartInfo start = new(CheckBicepFactAttribute.Node!, [CheckBicepFactAttribute.Tool!, folder, "--strict"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        Task<string> errors = process.StandardError.ReadToEndAsync(deadline.Token);
        string report = await process.StandardOutput.ReadToEndAsync(deadline.Token) + await errors;
        await process.WaitForExitAsync(deadline.Token);
        output.WriteLine(report);
        return (process.ExitCode, report);
    }
}
