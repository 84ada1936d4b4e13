using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Notebooks;

/// <summary>Writes down how the notebooks of a pair stand: a report, and a record in the ledger so that they show among the assets.</summary>
public sealed class NotebookRecorder
{
    /// <summary>The kind under which the share stands in the ledger.</summary>
    public const string KindName = "notebooks";

    private readonly ControlStoreClient _store;
    private readonly LedgerStore _ledger;
    private readonly PairRegistry _pairs;

    /// <summary>Creates a recorder.</summary>
    /// <param name="store">The control store.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="pairs">The pairs.</param>
    public NotebookRecorder(ControlStoreClient store, LedgerStore ledger, PairRegistry pairs)
    {
        _store = store;
        _ledger = ledger;
        _pairs = pairs;
    }

    /// <summary>Reads how the notebooks stand.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The report; null before the first pass.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<NotebookReport?> TryGetAsync(string pairName, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<NotebookReport>(ControlStoreNames.Notebooks(_pairs[pairName].Name), cancellationToken))?.Value;

    /// <summary>Writes down how a pass ended, and removes what it alone needed.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass.</param>
    /// <param name="report">How it ended; the last success is filled in here.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report as it stands.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<NotebookReport> RecordAsync(string pairName, string passId, NotebookReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        Pair pair = _pairs[pairName];
        NotebookReport? last = await TryGetAsync(pair.Name, cancellationToken);
        bool isWhole = report.Comparison is not null && report.Reason is null && report.Counts.Failed == 0;
        report = report with { LastSuccess = isWhole ? report.EndedAt : last?.LastSuccess };
        await _store.WriteAsync(ControlStoreNames.Notebooks(pair.Name), report, BlobCondition.None, null, cancellationToken);
        string share = report.Comparison?.Share ?? last?.Comparison?.Share ?? "share";
        await _ledger.UpdateAsync(pair.Name, new AssetId(KindName, share, ""), standing => ToRecord(report, share, standing), cancellationToken);
        for (int unit = 0; unit < (report.Comparison?.UnitCount ?? 0); unit++)
        {
            await _store.Container.DeleteIfExistsAsync(ControlStoreNames.NotebookFiles(pair.Name, passId, unit), cancellationToken);
        }

        return report;
    }

    private static AssetRecord ToRecord(NotebookReport report, string share, AssetRecord? standing)
    {
        bool isFailed = report.Counts.Failed > 0 || report is { Comparison: null, Reason: not null };
        AssetReason? reason = report.Reason ?? (report.Counts.Failed == 0 ? null : new AssetReason(
            NotebookReasons.Files,
            $"{report.Counts.Failed} of {report.Comparison?.Files} files were not copied; the first is '{AssetNames.Printable(report.Counts.Failures[0].Path)}': "
            + report.Counts.Failures[0].Message));
        AssetState state = report.Reason?.Code == NotebookReasons.NothingToDo ? AssetState.Skipped
            : isFailed || report.Reason is not null ? AssetState.Failed
            : AssetState.Mirrored;
        return new AssetRecord
        {
            Asset = new AssetId(KindName, share, ""),
            State = state,
            Reason = reason,
            UpdatedAt = report.EndedAt,
            SourceModifiedAt = report.StartedAt,
            MirroredAt = report.LastSuccess,
            FileCount = report.Comparison?.Files ?? standing?.FileCount ?? 0,
            ContentBytes = report.Comparison?.Bytes ?? standing?.ContentBytes ?? 0,
            FailedAttempts = state == AssetState.Failed ? (standing?.FailedAttempts ?? 0) + 1 : 0,
        };
    }
}
