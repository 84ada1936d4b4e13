using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>What an orchestrator sees of being replayed, and what the engine says when its code is not deterministic.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Replay_EveryStep_RunsTheCodeFromItsBeginning()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        await app.RunAsync(nameof(Replayed.Counts));

        Assert.Equal(["begin False", "begin True", "middle False", "begin True", "middle True", "end False"], Of(app, "begin", "middle", "end"));
    }

    [Fact]
    public async Task CreateReplaySafeLogger_WritesOnce()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions), typeof(Replayed)],
            configure: builder => builder.Services.AddSingleton<ILoggerProvider>(services => new RecordingLoggers(services.GetRequiredService<Recorder>())));

        await app.RunAsync(nameof(Replayed.Logs));

        Assert.Equal(1, app.Recorder.Count("log begin"));
        Assert.Equal(1, app.Recorder.Count("log end"));
    }

    [Fact]
    public async Task NewGuid_AtReplay_GivesTheSameVersion5Ids()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        await app.RunAsync(nameof(Replayed.Guids));

        string[] drawn = [.. Of(app, "guid").Select(entry => entry[5..])];
        Assert.Equal(4, drawn.Length);
        Assert.Equal(2, drawn.Distinct().Count());
        Assert.All(drawn, id => Assert.Equal('5', id[14]));
    }

    [Fact]
    public async Task Finally_RunsInTheLastStepOnly()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        await app.RunAsync(nameof(Replayed.Finally));

        Assert.Equal(1, app.Recorder.Count("finally"));
    }

    [Fact]
    public async Task Middleware_SeesBeforeInEveryStepAndAfterInTheLast()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions), typeof(Replayed)],
            configure: builder => builder.UseMiddleware(async (context, next) =>
            {
                Recorder recorder = context.InstanceServices.GetRequiredService<Recorder>();
                recorder.Add($"before {context.FunctionDefinition.Name}");
                await next();
                recorder.Add($"after {context.FunctionDefinition.Name} {context.GetInvocationResult().Value}");
            }));

        await app.RunAsync(nameof(Replayed.TwoSquares));

        Assert.Equal(
            ["before TwoSquares", "before Square", "after Square 4", "before TwoSquares", "before Square", "after Square 9", "before TwoSquares", "after TwoSquares 13"],
            Of(app, "before", "after"));
    }

    [Theory]
    [InlineData(nameof(Replayed.SwapsActivity), "step #0: the history has activity 'Greet', the code asks for activity 'Square'")]
    [InlineData(nameof(Replayed.ForgetsActivity), "step #0: the history has activity 'Greet', the code does not ask for anything")]
    [InlineData(nameof(Replayed.AddsTimer), "step #1: the history has nothing, the code asks for a timer")]
    [InlineData(nameof(Replayed.SwapsKind), "step #0: the history has activity 'Greet', the code asks for a timer")]
    public async Task Replay_CodeDiffersFromItsHistory_FailsAndNamesTheStep(string orchestrator, string expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        OrchestrationMetadata end = await app.RunAsync(orchestrator);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", end.FailureDetails?.ErrorType);
        Assert.Contains(expected, end.FailureDetails?.ErrorMessage);
    }

    [Theory]
    [InlineData(nameof(Replayed.RunsTaskFirst))]
    [InlineData(nameof(Replayed.RunsTaskLater))]
    [InlineData(nameof(Replayed.LeavesContext))]
    [InlineData(nameof(Replayed.RunsTaskBesideDurable))]
    public async Task Orchestrator_AwaitsSomethingNotDurable_Fails(string orchestrator)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        OrchestrationMetadata end = await app.RunAsync(orchestrator);

        Assert.Equal("System.InvalidOperationException", end.FailureDetails?.ErrorType);
        Assert.StartsWith("An invalid asynchronous invocation was detected.", end.FailureDetails?.ErrorMessage);
    }

    [Fact]
    public async Task Orchestrator_TaskYield_Works()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        Assert.Equal(16, (await app.RunAsync(nameof(Replayed.Yields))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Names_OfActivitiesAndOrchestrators_CompareWithoutCase()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Replayed)]);

        Assert.Equal(25, (await app.RunAsync("UPPERcase")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Context_ParentVersionAndInput_AreSeen()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Replayed)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Replayed.ParentOfIdentity), null, new StartOrchestrationOptions("the-parent") { Version = "2.1" }, app.Cancellation);

        Assert.Equal("ParentOfIdentity the-parent 3.0 7", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static IEnumerable<string> Of(TestApp app, params string[] prefixes) =>
        app.Recorder.Entries.Where(entry => prefixes.Any(prefix => entry.StartsWith(prefix, StringComparison.Ordinal)));

    public sealed class Replayed(Recorder recorder)
    {
        [Function(nameof(Counts))]
        public async Task Counts([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            recorder.Add($"begin {context.IsReplaying}");
            await context.CallActivityAsync(nameof(SampleFunctions.Square), 1);
            recorder.Add($"middle {context.IsReplaying}");
            await context.CallActivityAsync(nameof(SampleFunctions.Square), 2);
            recorder.Add($"end {context.IsReplaying}");
        }

        [Function(nameof(Logs))]
        public static async Task Logs([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            ILogger logger = context.CreateReplaySafeLogger<Replayed>();
            logger.LogInformation("log begin");
            await context.CallActivityAsync(nameof(SampleFunctions.Square), 1);
            logger.LogInformation("log end");
        }

        [Function(nameof(Guids))]
        public async Task Guids([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            recorder.Add($"guid {context.NewGuid()}");
            recorder.Add($"guid {context.NewGuid()}");
            await context.CallActivityAsync(nameof(SampleFunctions.Square), 1);
        }

        [Function(nameof(Finally))]
        public async Task Finally([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync(nameof(SampleFunctions.Square), 1);
                await context.CallActivityAsync(nameof(SampleFunctions.Square), 2);
            }
            finally
            {
                recorder.Add("finally");
            }
        }

        [Function(nameof(TwoSquares))]
        public static async Task<int> TwoSquares([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 2) + await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 3);

        [Function(nameof(SwapsActivity))]
        public Task SwapsActivity([OrchestrationTrigger] TaskOrchestrationContext context) => IsFirstRun()
            ? context.CallActivityAsync(nameof(SampleFunctions.Greet), "Ada")
            : context.CallActivityAsync(nameof(SampleFunctions.Square), 1);

        [Function(nameof(ForgetsActivity))]
        public Task ForgetsActivity([OrchestrationTrigger] TaskOrchestrationContext context) =>
            IsFirstRun() ? context.CallActivityAsync(nameof(SampleFunctions.Greet), "Ada") : Task.CompletedTask;

        [Function(nameof(AddsTimer))]
        public Task AddsTimer([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task greeting = context.CallActivityAsync(nameof(SampleFunctions.Greet), "Ada");
            return IsFirstRun() ? greeting : Task.WhenAll(greeting, context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None));
        }

        [Function(nameof(SwapsKind))]
        public Task SwapsKind([OrchestrationTrigger] TaskOrchestrationContext context) => IsFirstRun()
            ? context.CallActivityAsync(nameof(SampleFunctions.Greet), "Ada")
            : context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);

        [Function(nameof(RunsTaskFirst))]
        public static Task<int> RunsTaskFirst([OrchestrationTrigger] TaskOrchestrationContext context) => Elsewhere(1);

        [Function(nameof(RunsTaskLater))]
        public static async Task<int> RunsTaskLater([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await Elsewhere(await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 1));

        [Function(nameof(LeavesContext))]
        public static async Task<int> LeavesContext([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            int one = await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 1).ConfigureAwait(false);
            return one + await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 2);
        }

        [Function(nameof(RunsTaskBesideDurable))]
        public static async Task<int> RunsTaskBesideDurable([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task<int> elsewhere = Elsewhere(1);
            Task hour = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await Task.WhenAny(elsewhere, hour);
            return await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 2);
        }

        [Function(nameof(Yields))]
        public static async Task<int> Yields([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await Task.Yield();
            int four = await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), 2);
            await Task.Yield();
            return await context.CallActivityAsync<int>(nameof(SampleFunctions.Square), four);
        }

        [Function(nameof(UpperCase))]
        public static Task<int> UpperCase([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<int>("sQuArE", 5);

        [Function(nameof(ParentOfIdentity))]
        public static Task<string> ParentOfIdentity([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<string>(
            nameof(Identity), 7, new SubOrchestrationOptions { Version = "3.0" });

        [Function(nameof(Identity))]
        public static string Identity([OrchestrationTrigger] TaskOrchestrationContext context, int input) =>
            $"{context.Parent?.Name} {context.Parent?.InstanceId} {context.Version} {input}";

        private static async Task<int> Elsewhere(int value)
        {
            await Task.Run(() => value).ConfigureAwait(false);
            using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
            return value;
        }

        private bool IsFirstRun()
        {
            recorder.Add("run");
            return recorder.Count("run") == 1;
        }
    }

    private sealed class RecordingLoggers(Recorder recorder) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
            // Holds nothing.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            recorder.Add(formatter(state, exception));
    }
}
