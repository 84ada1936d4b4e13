using System.Text.Json.Nodes;
using AmlDr.EndToEnd.Tests.Support;

namespace AmlDr.EndToEnd.Tests.Commands;

/// <summary>The scenarios of operations, small and fast, run as people run them.</summary>
public class OperationScenarioTests
{
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("failover", 28)]
    [InlineData("drill", 14)]
    public async Task Run_SmallAndKilledOnTheWay_PassesAndReports(string scenario, int leastSteps)
    {
        string report = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using SandboxProcess sandbox = SandboxProcess.Start(
            "run", scenario, "--assets", "24", "--endpoints", "3", "--deployments", "4", "--kills", "2", "--speed", "300", "--seed", "5", "--report", report);

        int code = await sandbox.EndedAsync(RunPatience);

        Assert.True(code == 0, sandbox.Output);
        JsonNode written = JsonNode.Parse(await File.ReadAllTextAsync(report))!;
        File.Delete(report);
        Assert.Equal(scenario, written["scenario"]!.GetValue<string>());
        Assert.True(written["passed"]!.GetValue<bool>());
        Assert.True(written["steps"]!.AsArray().Count >= leastSteps, sandbox.Output);
        Assert.All(written["steps"]!.AsArray(), step => Assert.NotEmpty(step!["detail"]!.GetValue<string>()));
        JsonNode metrics = written["metrics"]!;
        Assert.True(metrics["rtoSeconds"]!.GetValue<double>() > 0);
        Assert.True(metrics["rpoSeconds"]!.GetValue<double>() > 0);
        Assert.True(metrics["steps"]!.GetValue<int>() > 10);
        Assert.Equal(2, metrics["kills"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("--endpoints is 2", "--endpoints", "2")]
    [InlineData("--deployments is 3", "--endpoints", "4", "--deployments", "3")]
    [InlineData("--assets is 20", "--endpoints", "8", "--assets", "20")]
    [InlineData("--kills is -1", "--kills", "-1")]
    [InlineData("--speed is 0.5", "--speed", "0.5")]
    public async Task Size_ThatCannotBe_IsRefusedAtOnce(string complaint, params string[] arguments)
    {
        await using SandboxProcess sandbox = SandboxProcess.Start(["run", "failover", .. arguments]);

        Assert.Equal(1, await sandbox.EndedAsync(RefusalPatience));

        Assert.Contains(complaint, sandbox.Output, StringComparison.Ordinal);
    }
}
