using System.Net;
using System.Net.Http.Json;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Tests.Timers;

public sealed class TimerTriggerTests
{
    [Fact]
    public async Task Advance_CronSchedule_RunsAtItsTimes()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        await app.AdvanceAsync(TimeSpan.FromMinutes(4.9));
        Assert.Empty(app.Recorder.Entries);
        await app.AdvanceAsync(TimeSpan.FromMinutes(11));

        Assert.Equal(["timer False 00:05:00", "timer False 00:10:00", "timer False 00:15:00"], app.Recorder.Entries);
    }

    [Fact]
    public async Task Restart_MissedRun_IsMadeUpForOnce()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        await app.Server.StopAsync();
        app.Time.Advance(TimeSpan.FromHours(1));

        await app.Server.RestartAsync();
        await app.RestAsync();
        Assert.Equal(["timer True 00:05:00"], app.Recorder.Entries);
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(["timer True 00:05:00", "timer False 01:05:00"], app.Recorder.Entries);
    }

    [Fact]
    public async Task Start_RunOnStartup_RunsOnceAndThenOnSchedule()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(StartupTimer)], settings: new Dictionary<string, string?> { ["Pause"] = "00:00:30" });
        await app.RestAsync();
        Assert.Equal(["run"], app.Recorder.Entries);

        await app.AdvanceAsync(TimeSpan.FromSeconds(61));

        Assert.Equal(["run", "run", "run"], app.Recorder.Entries);
    }

    [Fact]
    public async Task Admin_RunByHandDuringARun_WaitsForItsEnd()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(HeldTimer)]);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.Recorder.ReachedAsync("gate", app.Cancellation);
        app.Server.Http.DefaultRequestHeaders.Add("x-functions-key", app.Server.MasterKey);

        HttpResponseMessage answer = await app.Server.Http.PostAsJsonAsync("/admin/functions/Held", new { });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["in"], app.Recorder.Entries);
        app.Recorder.Open("gate");
        await Eventually.TrueAsync(() => app.Recorder.Entries.Count == 4, app.Cancellation);
        Assert.Equal(["in", "out", "in", "out"], app.Recorder.Entries);
    }

    public sealed class StartupTimer(Recorder recorder)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("%Pause%", RunOnStartup = true)] TimerInfo timer) => recorder.Add(timer.ScheduleStatus is null ? "run" : "monitored");
    }

    public sealed class HeldTimer(Recorder recorder)
    {
        [Function("Held")]
        public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation)
        {
            recorder.Add("in");
            await recorder.PassAsync("gate", cancellation);
            recorder.Add("out");
        }
    }
}
