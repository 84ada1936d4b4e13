using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>Retry policies and retry handlers.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Policy_BackOff_PausesGrowUpToTheirLimit()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Retrying.BackOff));
        await app.RestAsync();
        List<int> attempts = [];

        // Pauses of 1, 2, 4 and, limited, 5 and 5 seconds: attempts at 0, 1, 3, 7, 12 and 17 seconds.
        foreach (double second in new[] { 0.9, 1, 2.9, 3, 6.9, 7, 11.9, 12, 16.9, 17 })
        {
            await app.AdvanceAsync(TimeSpan.FromSeconds(second) - (app.Time.GetUtcNow() - new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
            attempts.Add(app.Recorder.Count("attempt"));
        }

        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 5, 5, 6], attempts);
        Assert.Equal(6, (await app.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Policy_UsedUp_FailsWithTheNumberOfTheLastAttempt()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Retrying.TwoAttempts));

        await app.AdvanceAsync(TimeSpan.FromSeconds(5));

        // 0 the first attempt, 1 the pause, 2 the second attempt; the SDK counts a pause behind the last attempt too.
        Assert.Equal("#2 then #4", (await app.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Policy_HandleFailureSaysNo_EndsAtOnce()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Retrying.OnlyIfArgument));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(1, app.Recorder.Count("attempt"));
    }

    [Fact]
    public async Task Policy_HandleFailure_IsNotAskedAfterTheLastAttempt()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Retrying.AsksEachTime));

        await app.AdvanceAsync(TimeSpan.FromSeconds(5));
        await app.EndOfAsync(id);

        // After the first attempt in its step, and again in the replays of the two steps that follow.
        Assert.Equal(3, app.Recorder.Count("asked"));
        Assert.Equal(2, app.Recorder.Count("attempt"));
    }

    [Fact]
    public async Task Policy_RetryTimeout_EndsTheRetries()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Retrying.ForThreeSeconds));

        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await app.EndOfAsync(id)).RuntimeStatus);
        Assert.Equal(4, app.Recorder.Count("attempt"));
    }

    [Fact]
    public async Task Handler_ThreeAttempts_IsCalledSixTimesSinceItIsReplayed()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Retrying.ByHandler));

        Assert.Equal("3: 1 2 3", end.ReadOutputAs<string>());
        Assert.Equal(6, app.Recorder.Entries.Count(entry => entry.StartsWith("handler", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Handler_AwaitsTimer_TheTimerIsDurable()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Retrying.ByWaitingHandler));
        await app.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.Equal(1, app.Recorder.Count("attempt"));

        await app.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, (await app.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Policy_UnknownActivity_IsNotTriedAgain()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Retrying)]);

        OrchestrationMetadata end = await app.RunAsync(nameof(Retrying.UnknownWithPolicy));

        Assert.Equal("ActivityTaskNotFound", end.FailureDetails?.InnerFailure?.ErrorType);
    }

    [Fact]
    public async Task Policy_SubOrchestration_IsStartedAgainUnderItsId()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions), typeof(Retrying)]);
        string id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Retrying.RetriesChild));

        await app.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(3, (await app.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.StateOfAsync("the-child")).RuntimeStatus);
    }

    [Theory]
    [InlineData(0, 1, 1.0, null, null, "maxNumberOfAttempts")]
    [InlineData(1, 0, 1.0, null, null, "firstRetryInterval")]
    [InlineData(1, 1, 0.9, null, null, "backoffCoefficient")]
    [InlineData(1, 5, 1.0, 4, null, "maxRetryInterval")]
    [InlineData(1, 5, 1.0, null, 4, "retryTimeout")]
    public void Policy_ValueOutOfRange_IsRefused(int attempts, int first, double factor, int? longest, int? timeout, string parameter)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, TimeSpan.FromSeconds(first), factor,
            longest is { } l ? TimeSpan.FromSeconds(l) : null, timeout is { } t ? TimeSpan.FromSeconds(t) : null));
        Assert.Equal(parameter, error.ParamName);
    }

    public sealed class Retrying(Recorder recorder)
    {
        [Function(nameof(BackOff))]
        public static Task<int> BackOff([OrchestrationTrigger] TaskOrchestrationContext context) => FailUntil(
            context, 6, TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromSeconds(5))));

        [Function(nameof(TwoAttempts))]
        public static async Task<string> TwoAttempts([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            int first = await NumberOf(() => FailUntil(context, 99, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)))));
            int second = await NumberOf(() => context.CallActivityAsync(nameof(SampleFunctions.Boom), input: null));
            return $"#{first} then #{second}";
        }

        [Function(nameof(OnlyIfArgument))]
        public static Task<int> OnlyIfArgument([OrchestrationTrigger] TaskOrchestrationContext context) => FailUntil(
            context, 99, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = f => f.IsCausedBy<ArgumentException>() }));

        [Function(nameof(AsksEachTime))]
        public Task<int> AsksEachTime([OrchestrationTrigger] TaskOrchestrationContext context) => FailUntil(
            context, 99, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))
            {
                HandleFailure = _ =>
                {
                    recorder.Add("asked");
                    return true;
                },
            }));

        [Function(nameof(ForThreeSeconds))]
        public static Task<int> ForThreeSeconds([OrchestrationTrigger] TaskOrchestrationContext context) => FailUntil(
            context, 99, TaskOptions.FromRetryPolicy(new RetryPolicy(100, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(3))));

        [Function(nameof(ByHandler))]
        public async Task<string> ByHandler([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            List<int> numbers = [];
            TaskOptions options = TaskOptions.FromRetryHandler(retry =>
            {
                recorder.Add($"handler {retry.LastAttemptNumber} {retry.LastFailure.ErrorType}");
                numbers.Add(retry.LastAttemptNumber);
                return retry.LastAttemptNumber < 3;
            });
            try
            {
                await FailUntil(context, 99, options);
                return "it succeeded";
            }
            catch (TaskFailedException)
            {
                return $"{recorder.Count("attempt")}: {string.Join(' ', numbers)}";
            }
        }

        [Function(nameof(ByWaitingHandler))]
        public static Task<int> ByWaitingHandler([OrchestrationTrigger] TaskOrchestrationContext context) => FailUntil(
            context, 2, TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(10), CancellationToken.None);
                return true;
            }));

        [Function(nameof(UnknownWithPolicy))]
        public static Task UnknownWithPolicy([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Missing", input: null, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1))));

        [Function(nameof(RetriesChild))]
        public static Task<int> RetriesChild([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<int>(
            nameof(FailingChild), input: null, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1))).WithInstanceId("the-child"));

        [Function(nameof(FailingChild))]
        public static Task<int> FailingChild([OrchestrationTrigger] TaskOrchestrationContext context) => FailUntil(context, 3, null);

        private static Task<int> FailUntil(TaskOrchestrationContext context, int attempt, TaskOptions? options) =>
            context.CallActivityAsync<int>(nameof(SampleFunctions.FailUntil), attempt, options);

        private static async Task<int> NumberOf(Func<Task> call)
        {
            try
            {
                await call();
                return -1;
            }
            catch (TaskFailedException e)
            {
                return e.TaskId;
            }
        }
    }
}
