using AmlDr.Azure.Jobs;
using AmlDr.Functions.Jobs;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes down how a look at the primary's jobs ended.</summary>
/// <param name="capturer">Does it.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class RecordJobPass(JobCapturer capturer, TimeProvider clock, ILogger<RecordJobPass> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The pass.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it stands.</returns>
    [Function(nameof(RecordJobPass))]
    public async Task RunAsync([ActivityTrigger] JobPassInput input, CancellationToken cancellationToken)
    {
        JobCounts counts = input.Counts;
        if (counts.Failure is { } failure)
        {
            await capturer.RecordFailureAsync(input.Pair, input.PassId, input.PageCount, failure, cancellationToken);
            logger.JobsNotCaptured(input.Pair, failure.Code, failure.Message);
            return;
        }

        var pass = new JobPass
        {
            StartedAt = input.StartedAt,
            EndedAt = clock.GetUtcNow(),
            Seen = counts.Seen,
            Live = counts.Live,
            Ended = counts.Ended,
        };
        await capturer.RecordAsync(input.Pair, input.PassId, input.PageCount, pass, cancellationToken);
        logger.JobsCaptured(input.Pair, counts.Live, counts.Seen, counts.Ended);
    }
}
