using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Audits;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Audits;

/// <summary>
/// Prepares what an audit repairs: the ledger stops saying that it is mirrored, so that whoever looks at it next mirrors it and verifies its files,
/// and it is written into a work list.
/// </summary>
public sealed class AuditRepairer
{
    private const int ParallelAssets = 8;
    private readonly AuditWorkStore _work;
    private readonly WorkListStore _lists;
    private readonly LedgerStore _ledger;
    private readonly TimeProvider _clock;

    /// <summary>Creates a repairer.</summary>
    /// <param name="work">What the audit found.</param>
    /// <param name="lists">Where work lists go.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="clock">The clock.</param>
    public AuditRepairer(AuditWorkStore work, WorkListStore lists, LedgerStore ledger, TimeProvider clock)
    {
        _work = work;
        _lists = lists;
        _ledger = ledger;
        _clock = clock;
    }

    /// <summary>Names the work list of a kind.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="auditId">The audit.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>The name.</returns>
    public static string ListName(string pair, string auditId, string kind) => ControlStoreNames.AuditRepair(pair, auditId, kind);

    /// <summary>Prepares a kind. Doing it twice is doing it once.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="auditId">The audit.</param>
    /// <param name="stage">What was found of the kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The number of assets in the work list, and of findings that no repair can mend.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<(int Listed, int Left)> PrepareAsync(string pair, string auditId, AuditStage stage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stage);
        string list = ListName(pair, auditId, stage.Counts.Kind);
        var part = new List<AuditItem>(WorkListStore.PartSize);
        (int listed, int left) = (0, 0);
        await foreach (AuditItem item in _work.ReadMergedAsync(pair, auditId, stage, cancellationToken))
        {
            if (!item.Finding.IsRepairable)
            {
                left++;
                continue;
            }

            if (item.Finding.Class == AuditClass.Extra)
            {
                continue;
            }

            part.Add(item);
            if (part.Count == WorkListStore.PartSize)
            {
                listed += await WriteAsync(pair, list, listed / WorkListStore.PartSize, part, cancellationToken);
            }
        }

        return (part.Count == 0 ? listed : listed + await WriteAsync(pair, list, listed / WorkListStore.PartSize, part, cancellationToken), left);
    }

    /// <summary>Counts the extra assets of a kind that were treated as the policy's <c>deletions</c> says.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="auditId">The audit.</param>
    /// <param name="stage">What was found of the kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The number.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<int> CountRemovedAsync(string pair, string auditId, AuditStage stage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stage);
        int removed = 0;
        await foreach (AuditItem item in _work.ReadFoundAsync(pair, auditId, stage, cancellationToken))
        {
            if (item.Finding is { Class: AuditClass.Extra, IsRepairable: true }
                && await _ledger.TryGetAsync(pair, item.Finding.Asset, cancellationToken) is { State: AssetState.SourceDeleted } record
                && !DeletionCodes.IsOpen(record.Reason?.Code))
            {
                removed++;
            }
        }

        return removed;
    }

    private async Task<int> WriteAsync(string pair, string list, int number, List<AuditItem> part, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            part, new ParallelOptions { MaxDegreeOfParallelism = ParallelAssets, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                // What the ledger does not know needs no correction.
                if (await _ledger.TryGetAsync(pair, item.Finding.Asset, token) is not null)
                {
                    await _ledger.UpdateAsync(pair, item.Finding.Asset, standing => Correct(standing!, item), token);
                }
            });
        await _lists.WritePartAsync(
            list, number, [.. part.Select(item => new SweepWorkItem(item.Finding.Asset, item.Fingerprint, item.IsReferenced))], cancellationToken);
        int written = part.Count;
        part.Clear();
        return written;
    }

    private AssetRecord Correct(AssetRecord standing, AuditItem item) =>
        standing.State is AssetState.Mirrored or AssetState.Mirroring or AssetState.Failed or AssetState.Refused
            ? standing with
            {
                State = AssetState.Pending,
                Reason = new AssetReason("AuditRepair", $"An audit found it {item.Finding.Class}: {item.Finding.Reasons[0].Message}"),
                UpdatedAt = _clock.GetUtcNow(),
                NextAttemptAt = null,
                DistrustsContent = item.DistrustsContent,
            }
            : standing;
}
