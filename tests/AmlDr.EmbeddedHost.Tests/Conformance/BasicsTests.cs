using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

public sealed class BasicsTests
{
    [Fact]
    public async Task Run_ActivitiesInSequence_GivesTheirResults()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(SampleFunctions.GreetAll));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(new[] { "Hello, Ada!", "Hello, Grace!" }, end.ReadOutputAs<string[]>());
        Assert.Equal(["greet Ada", $"instance {end.InstanceId}", "greet Grace", $"instance {end.InstanceId}"], app.Recorder.Entries);
    }

    [Fact]
    public async Task Run_FanOut_RunsEachActivityOnce()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(SampleFunctions.SumOfSquares), 50);

        Assert.Equal(Enumerable.Range(1, 50).Sum(n => n * n), end.ReadOutputAs<int>());
        Assert.Equal(50, app.Recorder.Entries.Distinct().Count());
        Assert.Equal(50, app.Recorder.Entries.Count);
    }

    [Fact]
    public async Task Run_SubOrchestrations_GiveTheirResults()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(SampleFunctions.Parent));

        Assert.Equal(14 + 30, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Restart_AfterCrash_GoesOnWhereItWas()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.HoldAt), "gate");
        await app.Recorder.ReachedAsync("gate", app.Cancellation);

        await app.Server.CrashAsync();
        await app.Server.RestartAsync();
        app.Recorder.Open("gate");

        Assert.Equal("gate", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
