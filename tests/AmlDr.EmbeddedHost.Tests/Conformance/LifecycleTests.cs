using AmlDr.EmbeddedHost.Tests.Support;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>Starting, suspending, terminating, restarting and purging.</summary>
public sealed class LifecycleTests
{
    private const string Id = "the-instance";

    public static TheoryData<OrchestrationRuntimeStatus[]?, bool> StartsOverARunningOne => new()
    {
        { null, false },
        { [OrchestrationRuntimeStatus.Running], false },
        { [OrchestrationRuntimeStatus.Completed], true },
        { [], true },
    };

    [Theory]
    [MemberData(nameof(StartsOverARunningOne))]
    public async Task Start_IdOfARunningInstance_IsRefusedOrReplacesIt(OrchestrationRuntimeStatus[]? dedupe, bool accepted)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await StartWaitingAsync(app);
        StartOrchestrationOptions options = new(Id);
        options = dedupe is null ? options : options.WithDedupeStatuses(dedupe);

        Task<string> second = app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), options, app.Cancellation);

        if (accepted)
        {
            await second;
            Assert.Equal(nameof(SampleFunctions.GreetAll), (await app.EndOfAsync(Id)).Name);
        }
        else
        {
            OrchestrationAlreadyExistsException error = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => second);
            Assert.Equal($"An orchestration with id '{Id}' already exists. It's in the Running state.", error.Message);
            Assert.Equal(nameof(SampleFunctions.WaitFor), (await app.StateOfAsync(Id)).Name);
        }
    }

    [Fact]
    public async Task Start_IdOfACompletedInstance_ReplacesItUnlessToldOtherwise()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions(Id), app.Cancellation);
        await app.EndOfAsync(Id);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.Parent), new StartOrchestrationOptions(Id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed), app.Cancellation));
        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.Parent), new StartOrchestrationOptions(Id), app.Cancellation);

        Assert.Equal(nameof(SampleFunctions.Parent), (await app.EndOfAsync(Id)).Name);
    }

    [Fact]
    public async Task Start_AnyStateOverridable_ReplacesARunningInstance()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)], """{"extensions":{"durableTask":{"overridableExistingInstanceStates":"AnyState"}}}""");
        await StartWaitingAsync(app);

        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions(Id), app.Cancellation);

        Assert.Equal(nameof(SampleFunctions.GreetAll), (await app.EndOfAsync(Id)).Name);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    [InlineData("@entity")]
    public async Task Start_IdThatIsNotAllowed_IsRefused(string id)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        await Assert.ThrowsAsync<ArgumentException>(() => app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions(id), app.Cancellation));
    }

    [Fact]
    public async Task Start_StartAt_WaitsForItsTime()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions(Id, app.Time.GetUtcNow().AddHours(1)), app.Cancellation);
        await app.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await app.StateOfAsync(Id)).RuntimeStatus);

        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.StateOfAsync(Id)).RuntimeStatus);
    }

    [Fact]
    public async Task RaiseEvent_BeforeADelayedStart_WaitsForIt()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.WaitFor), "go", new StartOrchestrationOptions(Id, app.Time.GetUtcNow().AddHours(1)), app.Cancellation);
        await app.Client.RaiseEventAsync(Id, "go", "early", app.Cancellation);
        await app.RestAsync();

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("early", (await app.StateOfAsync(Id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_DelayedStart_EndsItAtOnce()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions(Id, app.Time.GetUtcNow().AddHours(1)), app.Cancellation);

        await app.Client.TerminateInstanceAsync(Id, (object)"no longer", app.Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.StateOfAsync(Id)).RuntimeStatus);
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Empty(app.Recorder.Entries);
    }

    [Fact]
    public async Task Terminate_RunningInstance_EndsWithTheReasonAsOutputAndKeepsItsCustomStatus()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Statuses)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Statuses.SetsAndWaits));
        await app.RestAsync();
        Assert.Equal("waiting", (await app.StateOfAsync(id)).ReadCustomStatusAs<string>());

        await app.Client.TerminateInstanceAsync(id, (object)"enough", app.Cancellation);

        OrchestrationMetadata end = await app.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
        Assert.Equal("waiting", end.ReadCustomStatusAs<string>());
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Terminate_Parent_ReachesChildrenIfAsked(bool recursive, OrchestrationRuntimeStatus child)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Statuses)]);
        string parent = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Statuses.WaitsForChild));
        await app.RestAsync();

        await app.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions("all of it", recursive), app.Cancellation);
        await app.RestAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.StateOfAsync(parent)).RuntimeStatus);
        Assert.Equal(child, (await app.StateOfAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_Child_MakesTheParentsCallThrow()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Statuses)]);
        string parent = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Statuses.WaitsForChild));
        await app.RestAsync();

        await app.Client.TerminateInstanceAsync("child", (object)"stop", app.Cancellation);

        OrchestrationMetadata end = await app.EndOfAsync(parent);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Terminate_ActivityUnderWay_RunsToItsEndWithoutEffect()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.HoldAt), "gate");
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        await app.Client.TerminateInstanceAsync(id, (object)"stop", app.Cancellation);
        await app.EndOfAsync(id);

        app.Recorder.Open("gate");
        await app.RestAsync();

        Assert.Equal(["held gate"], app.Recorder.Entries);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.StateOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Suspend_ActivityUnderWay_FinishesButTheInstanceWaitsForResume()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Statuses)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Statuses.HoldThenGreet));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        await app.Client.SuspendInstanceAsync(id, "pause", app.Cancellation);
        await Eventually.TrueAsync(async () => (await app.StateOfAsync(id)).RuntimeStatus == OrchestrationRuntimeStatus.Suspended, app.Cancellation);

        app.Recorder.Open("gate");
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await app.StateOfAsync(id)).RuntimeStatus);
        Assert.Equal(["held gate"], app.Recorder.Entries);

        await app.Client.ResumeInstanceAsync(id, "go on", app.Cancellation);

        Assert.Equal("Hello, gate!", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_TimersAndEventsMeanwhile_AreSeenAfterResume()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await StartWaitingAsync(app);
        await app.Client.SuspendInstanceAsync(id, cancellation: app.Cancellation);
        await app.RestAsync();
        await app.Client.RaiseEventAsync(id, "go", "while suspended", app.Cancellation);
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await app.StateOfAsync(id)).RuntimeStatus);

        await app.Client.ResumeInstanceAsync(id, cancellation: app.Cancellation);

        Assert.Equal("while suspended", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_SuspendedInstance_EndsIt()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await StartWaitingAsync(app);
        await app.Client.SuspendInstanceAsync(id, cancellation: app.Cancellation);
        await app.RestAsync();

        await app.Client.TerminateInstanceAsync(id, app.Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Commands_UnknownInstance_AreIgnored()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        await app.Client.RaiseEventAsync("nobody", "go", app.Cancellation);
        await app.Client.TerminateInstanceAsync("nobody", app.Cancellation);

        Assert.Null(await app.Client.GetInstanceAsync("nobody", app.Cancellation));
    }

    [Fact]
    public async Task Purge_EndedInstance_CountsOneThenNone()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string running = await StartWaitingAsync(app);
        string ended = (await app.RunAsync(nameof(SampleFunctions.GreetAll))).InstanceId;

        Assert.Equal(0, (await app.Client.PurgeInstanceAsync(running, app.Cancellation)).PurgedInstanceCount);
        Assert.Equal(1, (await app.Client.PurgeInstanceAsync(ended, app.Cancellation)).PurgedInstanceCount);
        Assert.Equal(0, (await app.Client.PurgeInstanceAsync(ended, app.Cancellation)).PurgedInstanceCount);
        Assert.Null(await app.Client.GetInstanceAsync(ended, app.Cancellation));
    }

    [Fact]
    public async Task Purge_Recursive_DeletesSubOrchestrationsToo()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string parent = (await app.RunAsync(nameof(SampleFunctions.Parent))).InstanceId;

        PurgeResult result = await app.Client.PurgeInstanceAsync(parent, new PurgeInstanceOptions(Recursive: true), app.Cancellation);

        Assert.Equal(3, result.PurgedInstanceCount);
    }

    [Fact]
    public async Task PurgeAll_ByStatusAndTime_DeletesTheMatching()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.RunAsync(nameof(SampleFunctions.GreetAll));
        await app.RunAsync("Nobody");
        app.Time.Advance(TimeSpan.FromHours(1));
        await app.RunAsync(nameof(SampleFunctions.GreetAll));
        await StartWaitingAsync(app);

        PurgeResult result = await app.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(null, app.Time.GetUtcNow().AddMinutes(-1), [OrchestrationRuntimeStatus.Completed]), app.Cancellation);

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Equal(2, (await app.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), app.Cancellation)).PurgedInstanceCount);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StateOfAsync(Id)).RuntimeStatus);
    }

    [Fact]
    public async Task PurgeAll_MoreThanOnePage_DeletesAllOfThem()
    {
        const int Count = 450;
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => app.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", app.Cancellation)));
        await app.RestAsync();

        PurgeResult result = await app.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), app.Cancellation);

        Assert.Equal(Count, result.PurgedInstanceCount);
        Assert.Empty(await app.Client.GetAllInstancesAsync().ToListAsync(app.Cancellation));
    }

    [Fact]
    public async Task Restart_EndedInstance_RunsAgainWithItsInput()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = (await app.RunAsync(nameof(SampleFunctions.GreetAll), new[] { "Bob" })).InstanceId;

        string same = await app.Client.RestartAsync(id, cancellation: app.Cancellation);
        string other = await app.Client.RestartAsync(id, restartWithNewInstanceId: true, app.Cancellation);

        Assert.Equal(id, same);
        Assert.NotEqual(id, other);
        Assert.Equal(["Hello, Bob!"], (await app.EndOfAsync(same)).ReadOutputAs<string[]>()!);
        Assert.Equal(["Hello, Bob!"], (await app.EndOfAsync(other)).ReadOutputAs<string[]>()!);
        Assert.Equal(3, app.Recorder.Count("greet Bob"));
    }

    [Fact]
    public async Task Restart_UnknownOrRunningInstance_IsRefused()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string running = await StartWaitingAsync(app);

        await Assert.ThrowsAsync<ArgumentException>(() => app.Client.RestartAsync("nobody", cancellation: app.Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client.RestartAsync(running, cancellation: app.Cancellation));
    }

    [Fact]
    public async Task WaitForInstanceStart_Pending_ReturnsWhenItRuns()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions(Id, app.Time.GetUtcNow().AddHours(1)), app.Cancellation);
        Task<OrchestrationMetadata> started = app.Client.WaitForInstanceStartAsync(Id, app.Cancellation);
        await app.RestAsync();
        Assert.False(started.IsCompleted);

        app.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await started).RuntimeStatus);
    }

    [Fact]
    public async Task Start_SubOrchestrationWithAnIdInUse_FailsTheCallInsteadOfWaitingForEver()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Statuses)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions("child"), app.Cancellation);
        await app.RestAsync();

        OrchestrationMetadata end = await app.RunAsync(nameof(Statuses.WaitsForChild));

        Assert.Equal("OrchestrationAlreadyExists", end.FailureDetails?.InnerFailure?.ErrorType);
    }

    private static async Task<string> StartWaitingAsync(TestApp app)
    {
        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions(Id), app.Cancellation);
        await app.RestAsync();
        return Id;
    }

    public static class Statuses
    {
        [Function(nameof(SetsAndWaits))]
        public static Task<string> SetsAndWaits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEvent<string>("go");
        }

        [Function(nameof(WaitsForChild))]
        public static Task<string> WaitsForChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>(nameof(SampleFunctions.WaitFor), input: null, new SubOrchestrationOptions(instanceId: "child"));

        [Function(nameof(HoldThenGreet))]
        public static async Task<string> HoldThenGreet([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string held = await context.CallActivityAsync<string>(nameof(SampleFunctions.Hold), "gate");
            return await context.CallActivityAsync<string>(nameof(SampleFunctions.Greet), held);
        }
    }
}
