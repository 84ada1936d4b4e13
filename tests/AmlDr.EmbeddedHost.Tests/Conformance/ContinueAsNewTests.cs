using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>Orchestrations that start over.</summary>
public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task ContinueAsNew_ManyTimes_RunsWithTheNewInputAndAShortHistory()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Eternal)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Eternal.CountsDown), 20);

        Assert.Equal("done after 20", end.ReadOutputAs<string>());
        Assert.Equal(0, end.ReadInputAs<int>());
        Assert.Equal(20, app.Recorder.Entries.Count);
        Assert.True(app.Server.RecordHistory(end.InstanceId).EventCount < 10);
    }

    [Theory]
    [InlineData(true, "1 2 3")]
    [InlineData(false, "1 9")]
    public async Task ContinueAsNew_UnprocessedEvents_AreCarriedOverIfAsked(bool preserve, string expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Eternal)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Eternal.TakesOneEventEach), new Eternal.State([], preserve));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        foreach (int number in new[] { 1, 2, 3 })
        {
            await app.Client.RaiseEventAsync(id, "go", number, app.Cancellation);
        }

        app.Recorder.Open("gate");
        await app.RestAsync();
        if (!preserve)
        {
            await app.Client.RaiseEventAsync(id, "go", 9, app.Cancellation);
        }

        await app.Client.RaiseEventAsync(id, "end", null, app.Cancellation);

        Assert.Equal(expected, (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_CustomStatus_IsLost()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Eternal)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Eternal.SetsStatusOnce), true);

        await app.RestAsync();

        OrchestrationMetadata state = await app.StateOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, state.RuntimeStatus);
        Assert.False(state.ReadInputAs<bool>());
        Assert.Null(state.SerializedCustomStatus);
    }

    [Fact]
    public async Task ContinueAsNew_NewVersion_IsSeenByTheNextExecution()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Eternal)]);

        Assert.Equal("2.0", (await app.RunAsync(nameof(Eternal.MovesToVersion2))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_AcrossACrash_LosesNoEvent()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Eternal)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Eternal.TakesOneEventEach), new Eternal.State([], true));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        await app.Client.RaiseEventAsync(id, "go", 1, app.Cancellation);
        await app.Client.RaiseEventAsync(id, "go", 2, app.Cancellation);
        app.Recorder.Open("gate");
        await app.RestAsync();

        await app.Server.CrashAsync();
        await app.Server.RestartAsync();
        await app.Client.RaiseEventAsync(id, "go", 3, app.Cancellation);
        await app.Client.RaiseEventAsync(id, "end", null, app.Cancellation);

        Assert.Equal("1 2 3", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_ByASubOrchestration_TheParentGetsTheLastResult()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Eternal)]);

        Assert.Equal("child: done after 3", (await app.RunAsync(nameof(Eternal.ParentOfCountdown))).ReadOutputAs<string>());
    }

    public sealed class Eternal(Recorder recorder)
    {
        [Function(nameof(CountsDown))]
        public static async Task<string> CountsDown([OrchestrationTrigger] TaskOrchestrationContext context, int left)
        {
            if (left == 0)
            {
                return $"done after {await context.CallActivityAsync<int>(nameof(Marks), input: null)}";
            }

            await context.CallActivityAsync(nameof(Mark), left);
            context.ContinueAsNew(left - 1);
            return "not seen";
        }

        [Function(nameof(Mark))]
        public void Mark([ActivityTrigger] int number) => recorder.Add($"{number}");

        [Function(nameof(Marks))]
        public int Marks([ActivityTrigger] string? input) => recorder.Entries.Count;

        [Function(nameof(TakesOneEventEach))]
        public static async Task<string?> TakesOneEventEach([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            State state = context.GetInput<State>()!;
            if (state.Seen.Length == 0)
            {
                await context.CallActivityAsync(nameof(SampleFunctions.Hold), "gate");
            }

            Task<int> next = context.WaitForExternalEvent<int>("go");
            Task<object> end = context.WaitForExternalEvent<object>("end");
            if (await Task.WhenAny(next, end) == end)
            {
                return string.Join(' ', state.Seen);
            }

            context.ContinueAsNew(state with { Seen = [.. state.Seen, await next] }, state.Preserve);
            return null;
        }

        [Function(nameof(SetsStatusOnce))]
        public static async Task SetsStatusOnce([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            if (context.GetInput<bool>())
            {
                context.SetCustomStatus("first execution");
                await context.CallActivityAsync(nameof(Mark), 1);
                context.ContinueAsNew(false);
                return;
            }

            await context.WaitForExternalEvent<string>("end");
        }

        [Function(nameof(MovesToVersion2))]
        public static string MovesToVersion2([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            if (context.CompareVersionTo("2.0") < 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
            }

            return context.Version;
        }

        [Function(nameof(ParentOfCountdown))]
        public static async Task<string> ParentOfCountdown([OrchestrationTrigger] TaskOrchestrationContext context) =>
            $"child: {await context.CallSubOrchestratorAsync<string>(nameof(CountsDown), 3)}";

        public sealed record State(int[] Seen, bool Preserve);
    }
}
