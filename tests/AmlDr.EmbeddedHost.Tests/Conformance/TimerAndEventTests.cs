using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>Durable timers, external events, and one against the other.</summary>
public sealed class TimerAndEventTests
{
    [Fact]
    public async Task CreateTimer_Waits_UntilItsTimeAlsoAcrossARestart()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.ForAnHour));
        await app.AdvanceAsync(TimeSpan.FromMinutes(30));
        await app.Server.CrashAsync();
        await app.Server.RestartAsync();
        await app.AdvanceAsync(TimeSpan.FromMinutes(29));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StateOfAsync(id)).RuntimeStatus);

        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(TimeSpan.FromHours(1), (await app.EndOfAsync(id)).ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task CreateTimer_DueWhileTheHostWasDown_FiresAtTheStart()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.ForAnHour));
        await app.RestAsync();
        await app.Server.StopAsync();
        app.Time.Advance(TimeSpan.FromHours(2));

        await app.Server.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task CreateTimer_Cancelled_ThrowsTaskCanceledAndLeavesNothingOpen()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Waiting.CancelledTimer));

        Assert.Equal("TaskCanceledException", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task CreateTimer_NobodyCancels_KeepsTheInstanceRunning()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.ForgetsTimer));
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StateOfAsync(id)).RuntimeStatus);

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task WaitForExternalEvent_TimeIsOver_ThrowsTaskCanceled()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.ForEventOneHour));

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("TaskCanceledException", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_EventComes_CancelsTheTimer()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.ForEventOneHour));
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "GO", "now", app.Cancellation);

        Assert.Equal("now", (await app.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Null(app.Server.Engine.NextDue is { } due && due < app.Time.GetUtcNow().UtcDateTime ? due : null);
    }

    [Fact]
    public async Task RaiseEvent_OtherCase_ReachesTheWaiter()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), "Approved");
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "aPPROVED", "yes", app.Cancellation);

        Assert.Equal("yes", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_BeforeTheWait_IsBuffered()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.EventAfterActivity));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        await app.Client.RaiseEventAsync(id, "go", "early", app.Cancellation);
        await app.Client.WaitForInstanceStartAsync(id, app.Cancellation);

        app.Recorder.Open("gate");

        Assert.Equal("early", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_TwoWaiters_TheLastIsServedFirst()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.TwoWaiters));
        await app.RestAsync();
        await app.Client.RaiseEventAsync(id, "go", 1, app.Cancellation);
        await app.Client.RaiseEventAsync(id, "go", 2, app.Cancellation);

        Assert.Equal("2,1", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_ManyOfOneName_ArriveInOrder()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.TwentyEvents));
        for (int i = 0; i < 20; i++)
        {
            await app.Client.RaiseEventAsync(id, "go", i, app.Cancellation);
        }

        Assert.Equal(Enumerable.Range(0, 20), (await app.EndOfAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task WaitForExternalEvent_AfterATimedOutWait_GetsTheEvent()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.WaitsTwice));
        await app.RestAsync();
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        await app.Client.RaiseEventAsync(id, "go", "between", app.Cancellation);

        app.Recorder.Open("gate");

        Assert.Equal("between", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_SecondTypeForOneName_IsRefused()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Waiting.TwoTypes));

        Assert.Equal("System.ArgumentException", end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task RaiseEvent_PayloadThatDoesNotFit_FailsTheInstanceBeyondItsCatch()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Waiting)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Waiting.CatchesAll));
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "go", "not a number", app.Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await app.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task SendEvent_FromAnOrchestration_ReachesTheOther()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Waiting)]);
        string waiting = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), "go");
        await app.RestAsync();

        await app.RunAsync(nameof(Waiting.Sends), waiting);

        Assert.Equal("sent", (await app.EndOfAsync(waiting)).ReadOutputAs<string>());
    }

    public static class Waiting
    {
        [Function(nameof(ForAnHour))]
        public static async Task<TimeSpan> ForAnHour([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            DateTime start = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return TimeSpan.FromHours((int)(context.CurrentUtcDateTime - start).TotalHours);
        }

        [Function(nameof(CancelledTimer))]
        public static async Task<string> CancelledTimer([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using CancellationTokenSource cancellation = new();
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
            Cancel(cancellation);
            return await NameOfError(timer);
        }

        [Function(nameof(ForgetsTimer))]
        public static void ForgetsTimer([OrchestrationTrigger] TaskOrchestrationContext context) => _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);

        [Function(nameof(ForEventOneHour))]
        public static async Task<string?> ForEventOneHour([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<string> wait = context.WaitForExternalEvent<string>("go", TimeSpan.FromHours(1));
            return await NameOfError(wait) is { Length: > 0 } error ? error : await wait;
        }

        [Function(nameof(EventAfterActivity))]
        public static async Task<string> EventAfterActivity([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync(nameof(SampleFunctions.Hold), "gate");
            return await context.WaitForExternalEvent<string>("go");
        }

        [Function(nameof(TwoWaiters))]
        public static async Task<string> TwoWaiters([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<int> first = context.WaitForExternalEvent<int>("go");
            Task<int> second = context.WaitForExternalEvent<int>("go");
            await Task.WhenAll(first, second);
            return $"{await first},{await second}";
        }

        [Function(nameof(TwentyEvents))]
        public static async Task<List<int>> TwentyEvents([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<int> numbers = [];
            while (numbers.Count < 20)
            {
                numbers.Add(await context.WaitForExternalEvent<int>("go"));
            }

            return numbers;
        }

        [Function(nameof(WaitsTwice))]
        public static async Task<string> WaitsTwice([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            string error = await NameOfError(context.WaitForExternalEvent<string>("go", TimeSpan.FromSeconds(1)));
            await context.CallActivityAsync(nameof(SampleFunctions.Hold), "gate");
            return error.Length == 0 ? "the first wait was not over" : await context.WaitForExternalEvent<string>("go", TimeSpan.FromSeconds(1));
        }

        [Function(nameof(TwoTypes))]
        public static async Task TwoTypes([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<int> first = context.WaitForExternalEvent<int>("go");
            await context.WaitForExternalEvent<string>("go");
            await first;
        }

        [Function(nameof(CatchesAll))]
        public static async Task<string> CatchesAll([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                return $"{await context.WaitForExternalEvent<int>("go")}";
            }
            catch (Exception e)
            {
                return $"caught {e.GetType()}";
            }
        }

        [Function(nameof(Sends))]
        public static void Sends([OrchestrationTrigger] TaskOrchestrationContext context, string receiver) => context.SendEvent(receiver, "go", "sent");

#pragma warning disable CA1849 // CancelAsync leaves the orchestrator's thread.
        private static void Cancel(CancellationTokenSource source) => source.Cancel();
#pragma warning restore CA1849

        private static async Task<string> NameOfError(Task task)
        {
            try
            {
                await task;
                return string.Empty;
            }
            catch (OperationCanceledException e)
            {
                return e.GetType().Name;
            }
        }
    }
}
