using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Tests.Storage;

/// <summary>The engine on its storage: many instances, a full disk, a second host.</summary>
public sealed class EngineStorageTests
{
    [Fact]
    public async Task Start_TenThousandInstances_AllRunAndCanBeQueriedByPage()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        const int Count = 10_000;
        await Task.WhenAll(Enumerable.Range(0, Count).Select(n => app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions($"i{n:00000}"), app.Cancellation)));

        await app.RestAsync();

        int running = 0;
        await foreach (OrchestrationMetadata state in app.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running], PageSize: 1000)))
        {
            running += state.RuntimeStatus == OrchestrationRuntimeStatus.Running ? 1 : 0;
        }

        Assert.Equal(Count, running);
    }

    [Fact]
    public async Task Restart_MoreActivitiesThanTheQueueHolds_AllRun()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Demanding)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Demanding.CallsMany), 5000);
        await Eventually.TrueAsync(() => app.Recorder.Entries.Count > 100, app.Cancellation);

        await app.Server.CrashAsync();
        await app.Server.RestartAsync();

        Assert.Equal(5000, (await app.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Run_DiskFullForAWhile_LosesNothing()
    {
        ManualTimeProvider time = new();
        Recorder recorder = new();
        await using EmbeddedHostTestServer server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
        {
            FunctionTypes = [typeof(SampleFunctions), typeof(Demanding)],
            TimeProvider = time,
            HubSettings = new HubSettings { MaxPages = 120 },
            Configure = builder => builder.Services.AddSingleton(recorder),
        });
        using CancellationTokenSource deadline = new(TestApp.Deadline);
        // The filler leaves less room than the next step of the other orchestration needs.
        string waiting = await server.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Demanding.HoldsThenSendsMuch));
        await recorder.ReachedAsync("gate", deadline.Token);
        string filler = await server.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", new string('x', 250_000));
        await server.Client.WaitForInstanceCompletionAsync(filler, deadline.Token);
        recorder.Open("gate");
        await Eventually.TrueAsync(() => server.Engine.Store.Writer.Problem is not null, deadline.Token);
        Assert.Equal(HubStorageProblem.DiskFull, server.Engine.Store.Writer.Problem?.Problem);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await server.Client.GetInstanceAsync(waiting, deadline.Token))?.RuntimeStatus);

        await server.Client.PurgeInstanceAsync(filler, deadline.Token);
        Task<OrchestrationMetadata> end = server.Client.WaitForInstanceCompletionAsync(waiting, true, deadline.Token);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(30));
                return end.IsCompleted;
            },
            deadline.Token);

        Assert.Equal(200_000, (await end).ReadOutputAs<int>());
        Assert.Equal(1, recorder.Count("held gate"));
    }

    [Fact]
    public async Task Start_SecondHostOnTheSameState_IsRefused()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);

        HubStorageException error = await Assert.ThrowsAsync<HubStorageException>(() => EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
        {
            FunctionTypes = [typeof(SampleFunctions)],
            StateDirectory = app.Server.StateDirectory,
        }));

        Assert.Equal(HubStorageProblem.InUse, error.Problem);
    }

    public static class Demanding
    {
        [Function(nameof(CallsMany))]
        public static async Task<int> CallsMany([OrchestrationTrigger] TaskOrchestrationContext context, int count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(n => context.CallActivityAsync<int>(nameof(SampleFunctions.Square), n % 100)))).Length;

        [Function(nameof(HoldsThenSendsMuch))]
        public static async Task<int> HoldsThenSendsMuch([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync(nameof(SampleFunctions.Hold), "gate");
            return await context.CallActivityAsync<int>(nameof(Length), new string('z', 200_000));
        }

        [Function(nameof(Length))]
        public static int Length([ActivityTrigger] string text) => text.Length;
    }
}
