using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Replay;

/// <summary>Histories stored as files and replayed against the code as it is now.</summary>
public sealed class RecordedHistoryTests
{
    [Fact]
    public async Task Replay_SameCode_Passes()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Changing)]);
        Changing.Form = 1;
        OrchestrationMetadata end = await app.RunAsync(nameof(Changing.Orchestrator), "Ada");

        string file = app.Server.RecordHistory(end.InstanceId).ToJson();
        RecordedHistory history = RecordedHistory.FromJson(file);

        app.Server.Replay(history);
        Assert.Equal(nameof(Changing.Orchestrator), history.Orchestrator);
        Assert.True(history.EventCount > 5);
        Assert.DoesNotContain("stackTrace", file, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(2, "step #1: the history has activity 'Square', the code asks for activity 'Greet'")]
    [InlineData(3, "ends Completed, the code waits")]
    [InlineData(4, "ends Completed, the code Failed")]
    [InlineData(5, "step #1: the history has activity 'Square', the code does not ask for anything")]
    public async Task Replay_CodeThatChanged_NamesTheDifference(int form, string expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Changing)]);
        Changing.Form = 1;
        RecordedHistory history = app.Server.RecordHistory((await app.RunAsync(nameof(Changing.Orchestrator), "Ada")).InstanceId);

        Changing.Form = form;
        NonDeterminismException difference = Assert.Throws<NonDeterminismException>(() => app.Server.Replay(history));

        Assert.Contains(expected, difference.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WaitingInstance_Passes()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), "go");
        await app.RestAsync();

        app.Server.Replay(app.Server.RecordHistory(id));
    }

    [Fact]
    public async Task Replay_FailureOfAnActivity_IsSeenAgain()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        OrchestrationMetadata end = await app.RunAsync(nameof(SampleFunctions.CallBoom));

        app.Server.Replay(RecordedHistory.FromJson(app.Server.RecordHistory(end.InstanceId).ToJson()));
    }

    [Fact]
    public async Task Replay_TimerBegunAndDroppedInTheLastStep_Passes()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Impatient)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Impatient.ReceiveTwo));
        await app.RestAsync();
        await app.Client.SuspendInstanceAsync(id);
        await app.Client.RaiseEventAsync(id, Impatient.Word, "one");
        await app.Client.RaiseEventAsync(id, Impatient.Word, "two");
        await app.RestAsync();
        await app.Client.ResumeInstanceAsync(id);
        await app.RestAsync();

        RecordedHistory history = app.Server.RecordHistory(id);

        Assert.Equal("\"one two\"", (await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.SerializedOutput);
        app.Server.Replay(history);
    }

    [Fact]
    public async Task RecordHistory_UnknownInstance_IsRefused()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        Assert.Throws<ArgumentException>(() => app.Server.RecordHistory("nobody"));
    }

    public static class Changing
    {
        /// <summary>Stands for the version of the code; tests of this class run one after the other.</summary>
        public static int Form { get; set; } = 1;

        [Function(nameof(Orchestrator))]
        public static async Task<string> Orchestrator([OrchestrationTrigger] TaskOrchestrationContext context, string name)
        {
            string greeting = await context.CallActivityAsync<string>(nameof(SampleFunctions.Greet), name);
            switch (Form)
            {
                case 2:
                    return await context.CallActivityAsync<string>(nameof(SampleFunctions.Greet), greeting);
                case 5:
                    return greeting;
            }

            int square = await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), greeting.Length);
            return Form switch
            {
                3 => await context.WaitForExternalEvent<string>("never"),
                4 => throw new InvalidOperationException("changed"),
                _ => $"{greeting} {square}",
            };
        }
    }

    public static class Impatient
    {
        public const string Word = "Word";

        [Function(nameof(ReceiveTwo))]
        public static async Task<string> ReceiveTwo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string first = await context.WaitForExternalEvent<string>(Word, TimeSpan.FromHours(1));
            string second = await context.WaitForExternalEvent<string>(Word, TimeSpan.FromHours(1));
            return $"{first} {second}";
        }
    }
}
