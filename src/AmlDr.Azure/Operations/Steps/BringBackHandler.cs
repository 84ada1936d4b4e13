using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Brings back to the primary what was registered in the secondary, by a sweep of the way back. Undoing leaves what was brought: it is a copy, and a
/// version that the primary holds as the secondary does harms nobody.
/// </summary>
internal sealed class BringBackHandler(LedgerStore ledger) : IStepHandler
{
    private const int MostNamed = 5;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    public StepAction Action => StepAction.BringBack;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        string back = Pair.NameOfBack(run.Pair.Name);
        if (before is null)
        {
            await run.Sweeps.StartAsync(back, cancellationToken);
            return new StepProgress(false) { DidChange = true, RetryAfter = Pace };
        }

        SweepLook look = await run.Sweeps.LookAsync(back, cancellationToken);
        if (look.IsRunning)
        {
            return before;
        }

        if (look.Summary is not { } summary)
        {
            throw new ProvisioningFailedException($"What was registered in the secondary could not be brought back: {look.Failure}");
        }

        LedgerEntry[] failed = await FindFailedAsync(back, summary.StartedAt, cancellationToken);
        return failed.Length == 0
            ? before with
            {
                IsDone = true,
                IsException = summary.Findings.Count > 0,
                Detail = $"Brought back {summary.Mirrored}, left out {summary.Skipped}, refused {summary.Refused}. "
                    + string.Join(" ", summary.Findings.Select(finding => finding.Message)),
            }
            : throw new ProvisioningFailedException(
                $"{failed.Length} could not be brought back: "
                + string.Join(", ", failed.Take(MostNamed).Select(entry => $"{entry.Asset} ({entry.Reason?.Code}: {entry.Reason?.Message})"))
                + ". Mend the cause and retry the step; or skip it, and they stay in the secondary alone.");
    }

    public Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken) =>
        Task.FromResult(new StepProgress(true));

    // Where notebooks cannot be found at all, a failover could do without them too.
    private async Task<LedgerEntry[]> FindFailedAsync(string back, DateTimeOffset since, CancellationToken cancellationToken)
    {
        LedgerPage page = await ledger.ListPageAsync(back, null, AssetState.Failed, 5000, null, cancellationToken);
        return
        [
            .. page.Entries.Where(entry => entry.UpdatedAt >= since
                && (entry.Asset.Kind != NotebookRecorder.KindName || entry.Reason?.Code == NotebookReasons.Files)),
        ];
    }
}
