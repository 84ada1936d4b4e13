using AmlDr.Azure.Notebooks;
using AmlDr.Functions.Notebooks;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes down how a pass over the notebooks ended.</summary>
/// <param name="recorder">Does it.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class RecordNotebooks(NotebookRecorder recorder, TimeProvider clock, ILogger<RecordNotebooks> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The pass.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The report.</returns>
    [Function(nameof(RecordNotebooks))]
    public async Task<NotebookReport> RunAsync([ActivityTrigger] RecordNotebooksInput input, CancellationToken cancellationToken)
    {
        NotebookReport report = await recorder.RecordAsync(
            input.Pair, input.PassId,
            new NotebookReport
            {
                StartedAt = input.StartedAt,
                EndedAt = clock.GetUtcNow(),
                Comparison = input.Comparison,
                Counts = input.Counts,
                Reason = input.Reason,
            },
            cancellationToken);
        if (report.Reason is { } reason)
        {
            LogLevel level = reason.Code == NotebookReasons.NothingToDo ? LogLevel.Information : LogLevel.Warning;
            logger.NotebooksNotMirrored(level, input.Pair, reason.Code, reason.Message);
        }
        else
        {
            logger.NotebooksMirrored(input.Pair, report.Counts.Copied, report.Counts.CopiedBytes, report.Comparison!.Files, report.Counts.Failed);
        }

        return report;
    }
}
