using AmlDr.EmbeddedHost.Durable.Dispatch;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>Stopping, timing out, and work that takes the process down.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Stop_ActivityUnderWay_IsWaitedForAndItsResultStored()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.HoldAt), "gate");
        await app.Recorder.ReachedAsync("gate", app.Cancellation);

        Task stopping = app.Server.StopAsync(app.Cancellation);
        Assert.False(stopping.IsCompleted);
        app.Recorder.Open("gate");
        await stopping;
        await app.Server.RestartAsync();

        Assert.Equal("gate", (await app.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, app.Recorder.Count("held gate"));
    }

    [Fact]
    public async Task Stop_ActivityLongerThanTheDrainTime_IsCancelledAndRunsAgain()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)], settings: new Dictionary<string, string?> { ["EmbeddedHost:DrainSeconds"] = "3" });
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.HoldAt), "gate");
        await app.Recorder.ReachedAsync("gate", app.Cancellation);

        Task stopping = app.Server.StopAsync(app.Cancellation);
        await Eventually.TrueAsync(
            () =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return stopping.IsCompleted;
            },
            app.Cancellation);
        await stopping;
        await app.Server.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StateOfAsync(id)).RuntimeStatus);
        app.Recorder.Open("gate");

        Assert.Equal("gate", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task FunctionTimeout_ActivityThatTakesLonger_FailsAndIsToldSo()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)], """{"functionTimeout":"00:01:00"}""");
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.HoldAt), "gate");
        await app.Recorder.ReachedAsync("gate", app.Cancellation);

        app.Time.Advance(TimeSpan.FromMinutes(1));

        OrchestrationMetadata end = await app.EndOfAsync(id);
        Assert.Equal("Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", end.FailureDetails?.InnerFailure?.ErrorType);
        Assert.DoesNotContain("held gate", app.Recorder.Entries);
    }

    [Fact]
    public async Task Crash_ActivityThatRanAtTooManyCrashes_IsParkedUntilTriedAgain()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)], settings: new Dictionary<string, string?> { ["EmbeddedHost:MaxCrashesPerActivity"] = "2" });
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.HoldAt), "gate");
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        await app.Server.CrashAsync();
        await app.Server.RestartAsync();
        await Eventually.TrueAsync(() => app.Server.Engine.Load.RunningActivities == 1, app.Cancellation);
        await app.Server.CrashAsync();
        app.Recorder.Open("gate");
        await app.Server.RestartAsync();
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StateOfAsync(id)).RuntimeStatus);

        app.Server.Http.DefaultRequestHeaders.Add("x-functions-key", app.Server.MasterKey);
        string parked = await app.Server.Http.GetStringAsync("/admin/host/parked");
        Assert.Contains("It was running at 2 ends of the process that were no stops.", parked, StringComparison.Ordinal);
        long activity = app.Server.Engine.Store.Read(ParkedItems.Activities).Single().Id;
        await app.Server.Http.PostAsync($"/admin/host/parked/activities/{activity}", null);

        Assert.Equal("gate", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Step_HistoryThatCannotBeRead_ParksTheInstanceWithItsReason()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), "go");
        string other = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), "go");
        await app.RestAsync();
        await app.Server.StopAsync();
        string details = Damage(app, id);
        await app.Server.RestartAsync();

        await app.Client.RaiseEventAsync(id, "go", "x", app.Cancellation);
        await app.Client.RaiseEventAsync(other, "go", "y", app.Cancellation);
        await app.RestAsync();

        Assert.Equal("y", (await app.EndOfAsync(other)).ReadOutputAs<string>());
        ParkedInstance parked = app.Server.Engine.Store.Read(ParkedItems.Instances).Single();
        Assert.Equal(id, parked.InstanceId);
        Assert.Contains("JsonException", parked.Reason, StringComparison.Ordinal);

        await app.Server.StopAsync();
        Repair(app, details);
        await app.Server.RestartAsync();
        app.Server.Http.DefaultRequestHeaders.Add("x-functions-key", app.Server.MasterKey);
        await app.Server.Http.PostAsync($"/admin/host/parked/instances/{id}", null);
        Assert.Equal("x", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_ParkedInstance_EndsIt()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), "go");
        await app.RestAsync();
        await app.Server.StopAsync();
        Damage(app, id);
        await app.Server.RestartAsync();
        await app.Client.RaiseEventAsync(id, "go", "x", app.Cancellation);
        await app.RestAsync();

        await app.Client.TerminateInstanceAsync(id, app.Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.EndOfAsync(id)).RuntimeStatus);
        Assert.Empty(app.Server.Engine.Store.Read(ParkedItems.Instances));
    }

    [Fact]
    public void InFlightLog_MarksThatWereNotEnded_AreFoundAtTheNextOpening()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (InFlightLog log = InFlightLog.Open(path, 4))
            {
                using InFlightLog.Mark ended = log.Begin(11);
                log.Begin(12);
                log.Begin(13);
            }

            using InFlightLog next = InFlightLog.Open(path, 4);

            Assert.Equal([12L, 13L], next.Interrupted);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Damage(TestApp app, string instanceId)
    {
        using HubConnection connection = new(Path.Combine(app.Server.StateDirectory, "DefaultTaskHub.db"), readOnly: false);
        connection.Execute("UPDATE history SET details = 'no json' WHERE seq = 1 AND instance_key = (SELECT key FROM instances WHERE instance_id = $1)", instanceId);
        return instanceId;
    }

    private static void Repair(TestApp app, string instanceId)
    {
        using HubConnection connection = new(Path.Combine(app.Server.StateDirectory, "DefaultTaskHub.db"), readOnly: false);
        connection.Execute("UPDATE history SET details = NULL WHERE seq = 1 AND instance_key = (SELECT key FROM instances WHERE instance_id = $1)", instanceId);
    }
}
