using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>Orchestrations of a version that this host does or does not run.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("Strict", "2.0", OrchestrationRuntimeStatus.Completed)]
    [InlineData("Strict", "1.9", OrchestrationRuntimeStatus.Failed)]
    [InlineData("CurrentOrOlder", "1.9", OrchestrationRuntimeStatus.Completed)]
    [InlineData("CurrentOrOlder", "2.10", OrchestrationRuntimeStatus.Failed)]
    [InlineData("None", "7", OrchestrationRuntimeStatus.Completed)]
    public async Task Start_Version_IsMatchedAsTheOptionsSay(string strategy, string version, OrchestrationRuntimeStatus expected)
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)],
            $$"""{"extensions":{"durableTask":{"defaultVersion":"2.0","versionMatchStrategy":"{{strategy}}","versionFailureStrategy":"Fail"} } }""");
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions { Version = version }, app.Cancellation);

        OrchestrationMetadata end = await app.EndOfAsync(id);

        Assert.Equal(expected, end.RuntimeStatus);
        Assert.Equal(expected == OrchestrationRuntimeStatus.Failed ? "VersionMismatch" : null, end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Start_NoVersion_GetsTheDefaultOne()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)],
            """{"extensions":{"durableTask":{"defaultVersion":"2.0","versionMatchStrategy":"Strict","versionFailureStrategy":"Fail"}}}""");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.RunAsync(nameof(SampleFunctions.GreetAll))).RuntimeStatus);
    }

    [Fact]
    public async Task Start_RejectedVersion_WaitsForAHostThatRunsIt()
    {
        DurableTaskWorkerOptions.VersioningOptions versioning = new()
        {
            Version = "1.0",
            MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict,
            FailureStrategy = DurableTaskWorkerOptions.VersionFailureStrategy.Reject,
        };
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)],
            configure: builder => builder.Services.Configure<DurableTaskWorkerOptions>(options => options.Versioning = versioning));
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions { Version = "2.0" }, app.Cancellation);
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await app.StateOfAsync(id)).RuntimeStatus);

        await app.Server.StopAsync();
        versioning.Version = "2.0";
        await app.Server.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.EndOfAsync(id)).RuntimeStatus);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "1", -1)]
    [InlineData("1", "", 1)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("2.0", "2.0", 0)]
    [InlineData("beta", "ALPHA", 1)]
    public void CompareVersions_NumbersAndTexts_AreOrdered(string a, string b, int expected) =>
        Assert.Equal(expected, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(a, b)));
}
