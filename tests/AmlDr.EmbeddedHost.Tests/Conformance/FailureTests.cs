using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>What a failed activity, sub-orchestration or orchestrator looks like to those who asked for it.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task CallActivity_Throws_GivesTaskFailedExceptionWithDetails()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.Describe), nameof(SampleFunctions.Boom));

        Assert.Equal(
            "Boom|0|Task 'Boom' (#0) failed with an unhandled exception: outer|System.ApplicationException|outer|System.ArgumentException|inner|True|True|False",
            end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_Unknown_FailsWithActivityTaskNotFound()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.Describe), "Missing");

        Assert.Contains("|ActivityTaskNotFound|No activity task named 'Missing' was found.|", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_UnknownOrchestrator_FailsWithOrchestratorTaskNotFound()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        OrchestrationMetadata end = await app.RunAsync("Nobody");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task CallSubOrchestrator_ItsActivityFails_FailureNestsThroughTwoLevels()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.ParentOfBoom));

        TaskFailureDetails details = end.FailureDetails!;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.InnerFailure?.ErrorType);
        Assert.Equal("System.ApplicationException", details.InnerFailure?.InnerFailure?.ErrorType);
        Assert.Equal(
            "Task 'CallBoom' (#0) failed with an unhandled exception: Task 'Boom' (#0) failed with an unhandled exception: outer",
            details.ErrorMessage);
    }

    [Fact]
    public async Task Orchestrator_Throws_FailsWithMessageAsOutputAndInnerFailure()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.Throws));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("top", end.SerializedOutput);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails?.ErrorType);
        Assert.Equal("System.FormatException", end.FailureDetails?.InnerFailure?.ErrorType);
    }

    [Fact]
    public async Task Orchestrator_ThrowsOperationCanceled_IsFailedWithoutDetails()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.Cancels));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Null(end.FailureDetails);
    }

    [Fact]
    public async Task GetInput_OfTheWrongType_FailsWithInvalidCast()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(SampleFunctions.GreetAll), new { not = "an array" });

        Assert.Equal("System.InvalidCastException", end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task WhenAll_TwoOfThreeFail_AllThreeFinish()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.TwoOfThree));

        Assert.Equal("2 faulted, 1 succeeded", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_ReturnsWithOpenActivity_StaysRunningUntilItEnds()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Catching)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Catching.LeavesOneOpen));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StateOfAsync(id)).RuntimeStatus);

        app.Recorder.Open("gate");

        Assert.Equal("done", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_NullForInt_ReadsAsZero()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Catching)]);

        Assert.Equal(0, (await app.RunAsync(nameof(Catching.AsksForInt))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallActivity_ResultThatCannotBeSerialized_ArrivesAsItsText()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Catching)]);

        Assert.Equal("I am a pointer", (await app.RunAsync(nameof(Catching.AsksForUnserializable))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_InputThatDoesNotFit_FailsTheActivity()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Catching)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Catching.WrongInput));

        Assert.Contains("Microsoft.Azure.Functions.Worker.FunctionInputConverterException", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_OptionsAsInput_IsRefused()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Catching)]);

        Assert.Equal("System.ArgumentException", (await app.RunAsync(nameof(Catching.OptionsAsInput))).FailureDetails?.ErrorType);
    }

    public static class Catching
    {
        [Function(nameof(Describe))]
        public static async Task<string> Describe([OrchestrationTrigger] TaskOrchestrationContext context, string activity)
        {
            try
            {
                return await context.CallActivityAsync<string>(activity, input: null);
            }
            catch (TaskFailedException e)
            {
                TaskFailureDetails d = e.FailureDetails;
                return $"{e.TaskName}|{e.TaskId}|{e.Message}|{d.ErrorType}|{d.ErrorMessage}|{d.InnerFailure?.ErrorType}|{d.InnerFailure?.ErrorMessage}"
                    + $"|{d.IsCausedBy<ApplicationException>()}|{d.IsCausedBy<Exception>()}|{d.IsCausedBy<ArgumentException>()}";
            }
        }

        [Function(nameof(ParentOfBoom))]
        public static Task<string> ParentOfBoom([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>(nameof(SampleFunctions.CallBoom));

        [Function(nameof(Throws))]
        public static Task Throws([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new InvalidOperationException("top", new FormatException("below"));

        [Function(nameof(Cancels))]
        public static async Task Cancels([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
        }

        [Function(nameof(TwoOfThree))]
        public static async Task<string> TwoOfThree([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task[] tasks =
            [
                context.CallActivityAsync(nameof(SampleFunctions.Boom), input: null),
                context.CallActivityAsync(nameof(SampleFunctions.Square), 2),
                context.CallActivityAsync(nameof(SampleFunctions.Boom), input: null),
            ];
            try
            {
                await Task.WhenAll(tasks);
                return "none failed";
            }
            catch (TaskFailedException)
            {
                return $"{tasks.Count(t => t.IsFaulted)} faulted, {tasks.Count(t => t.IsCompletedSuccessfully)} succeeded";
            }
        }

        [Function(nameof(LeavesOneOpen))]
        public static string LeavesOneOpen([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.CallActivityAsync(nameof(SampleFunctions.Hold), "gate");
            return "done";
        }

        [Function(nameof(Nothing))]
        public static string? Nothing([ActivityTrigger] string? input) => null;

        [Function(nameof(AsksForInt))]
        public static Task<int> AsksForInt([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<int>(nameof(Nothing), input: null);

        [Function(nameof(Unserializable))]
        public static object Unserializable([ActivityTrigger] string? input) => new Pointer();

        [Function(nameof(AsksForUnserializable))]
        public static Task<string> AsksForUnserializable([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>(nameof(Unserializable), input: null);

        [Function(nameof(WrongInput))]
        public static async Task<string> WrongInput([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<string>(nameof(SampleFunctions.Square), "not a number");
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorType;
            }
        }

        [Function(nameof(OptionsAsInput))]
        public static Task OptionsAsInput([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>(nameof(SampleFunctions.Greet), (object)new TaskOptions());

        private sealed class Pointer
        {
            public IntPtr Value => 1;

            public override string ToString() => "I am a pointer";
        }
    }
}
