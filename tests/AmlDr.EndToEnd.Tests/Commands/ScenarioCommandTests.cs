using System.Text.Json.Nodes;
using AmlDr.EndToEnd.Tests.Support;

namespace AmlDr.EndToEnd.Tests.Commands;

/// <summary>The command that plays a scenario, run as people run it.</summary>
public class ScenarioCommandTests
{
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task RunMirror_WithFewAssetsAndLightFaults_PassesAndReports()
    {
        string report = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using SandboxProcess sandbox = SandboxProcess.Start("run", "mirror", "--assets", "90", "--seed", "7", "--faults", "light", "--report", report);

        int code = await sandbox.EndedAsync(RunPatience);

        Assert.True(code == 0, sandbox.Output);
        JsonNode written = JsonNode.Parse(await File.ReadAllTextAsync(report))!;
        File.Delete(report);
        Assert.Equal(["scenario", "passed", "steps", "metrics"], written.AsObject().Select(member => member.Key));
        Assert.Equal("mirror", written["scenario"]!.GetValue<string>());
        Assert.True(written["passed"]!.GetValue<bool>());
        Assert.True(written["steps"]!.AsArray().Count >= 25);
        Assert.All(written["steps"]!.AsArray(), step =>
        {
            Assert.Equal(["name", "passed", "detail", "seconds"], step!.AsObject().Select(member => member.Key));
            Assert.True(step["passed"]!.GetValue<bool>());
            Assert.NotEmpty(step["detail"]!.GetValue<string>());
        });
        JsonNode metrics = written["metrics"]!;
        Assert.Equal(0, metrics["bytesThroughProcess"]!.GetValue<long>());
        Assert.True(metrics["bytesCopiedByService"]!.GetValue<long>() > 1024L * 1024 * 1024);
        Assert.True(metrics["armCalls"]!["northeurope models/versions:put"]!.GetValue<long>() > 0);
        Assert.True(metrics["callsStruckByFaults"]!.GetValue<long>() > 0);
        Assert.InRange(metrics["eventToMirroredSecondsP50"]!.GetValue<double>(), 0.001, metrics["eventToMirroredSecondsP99"]!.GetValue<double>());
    }

    [Fact]
    public async Task RunMirror_WithTheRolesOfTheTemplates_PassesAndIsRefusedNothing()
    {
        await using SandboxProcess sandbox = SandboxProcess.Start("run", "mirror", "--assets", "90", "--rbac", "enforced");

        Assert.True(await sandbox.EndedAsync(RunPatience) == 0, sandbox.Output);

        Assert.Contains("the roles of infra/ suffice: Azure refused the app nothing (403)", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunMirror_WithoutAnAction_FailsAndNamesIt()
    {
        const string action = "Microsoft.MachineLearningServices/workspaces/models/versions/write";
        await using SandboxProcess sandbox = SandboxProcess.Start("run", "mirror", "--assets", "90", "--rbac", "enforced", "--without-action", action);

        Assert.Equal(1, await sandbox.EndedAsync(RunPatience));

        Assert.Contains($"403: the app may not perform '{action}' at ", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAnUnknownScenario_ListsTheKnownOnes()
    {
        await using SandboxProcess sandbox = SandboxProcess.Start("run", "mirrors");

        Assert.Equal(1, await sandbox.EndedAsync(RefusalPatience));

        Assert.Contains("There is no scenario 'mirrors'", sandbox.Output, StringComparison.Ordinal);
        Assert.Contains("mirror: What is registered", sandbox.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--assets is 3", "run", "mirror", "--assets", "3")]
    [InlineData("'enormous'", "run", "mirror", "--faults", "enormous")]
    [InlineData("--without-action is 'x'", "run", "mirror", "--rbac", "enforced", "--without-action", "x")]
    [InlineData("--without-action needs --rbac enforced", "run", "mirror", "--without-action", "Microsoft.KeyVault/vaults/read")]
    [InlineData("--report is", "run", "mirror", "--report", "no/such/folder/report.json")]
    [InlineData("--assets is -1", "--assets", "-1")]
    public async Task Option_ThatCannotBeUsed_IsRefusedAtOnce(string complaint, params string[] arguments)
    {
        await using SandboxProcess sandbox = SandboxProcess.Start(arguments);

        Assert.Equal(1, await sandbox.EndedAsync(RefusalPatience));

        Assert.Contains(complaint, sandbox.Output, StringComparison.Ordinal);
    }
}
