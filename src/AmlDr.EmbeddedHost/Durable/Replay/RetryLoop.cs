using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>Tries a call again as its options say. Runs inside the orchestrator: the pauses are durable timers.</summary>
internal sealed partial class RetryLoop(OrchestratorContext context, ILogger logger)
{
    public Task<T> RunAsync<T>(TaskRetryOptions? retry, Func<Task<T>> attempt) => retry switch
    {
        { Policy: { } policy } => WithPolicyAsync(policy, attempt),
        { Handler: { } handler } => WithHandlerAsync(handler, attempt),
        _ => attempt(),
    };

    private async Task<T> WithPolicyAsync<T>(RetryPolicy policy, Func<Task<T>> attempt)
    {
        DateTime firstAttempt = context.CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            TimeSpan? pause;
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (failure is not TaskFailedException { IsNonRetriable: true })
            {
                if (number == policy.MaxNumberOfAttempts)
                {
                    // The SDK sets a timer after the last attempt too, and the numbers of later tasks follow from that.
                    context.SkipTaskId();
                    throw;
                }

                pause = NextPause(policy, number, firstAttempt, failure);
                if (pause is null)
                {
                    throw;
                }
            }

            await context.CreateTimer(context.CurrentUtcDateTime.Add(pause.Value), CancellationToken.None);
        }
    }

    private async Task<T> WithHandlerAsync<T>(AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        DateTime firstAttempt = context.CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (!failure.IsNonRetriable)
            {
                RetryContext asked = new(
                    context, number, failure.FailureDetails, context.CurrentUtcDateTime - firstAttempt, CancellationToken.None);
                if (!await handler(asked))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The pause before the next attempt; null when there is to be none.</summary>
    private TimeSpan? NextPause(RetryPolicy policy, int number, DateTime firstAttempt, Exception failure)
    {
        try
        {
            if (!policy.Handle(failure))
            {
                return null;
            }
        }
#pragma warning disable CA1031 // The failure of the task, not that of the predicate, is what the orchestrator must see.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PredicateFailed(logger, exception, context.InstanceId);
            return null;
        }

        bool timeLeft = policy.RetryTimeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - firstAttempt < policy.RetryTimeout;
        if (!timeLeft)
        {
            return null;
        }

        double longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(365).TotalMilliseconds : policy.MaxRetryInterval.TotalMilliseconds;
        double next = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, number - 1);
        return TimeSpan.FromMilliseconds(Math.Min(next, longest));
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The HandleFailure of a retry policy of orchestration {InstanceId} threw; the task is not tried again.")]
    private static partial void PredicateFailed(ILogger logger, Exception exception, string instanceId);
}
