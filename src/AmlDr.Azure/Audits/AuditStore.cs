using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Reports;
using AmlDr.Core.Audits;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Audits;

/// <summary>Keeps audit reports: one blob each, never changed, their findings on pages beside them, and one blob that names the newest.</summary>
public sealed class AuditStore
{
    private readonly ControlStoreClient _store;
    private readonly ReportShelf<AuditReport, AuditSummary> _shelf;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public AuditStore(ControlStoreClient store)
    {
        _store = store;
        _shelf = new ReportShelf<AuditReport, AuditSummary>(store, summary => summary.Id, summary => summary.StartedAt);
    }

    /// <summary>Keeps a report and makes it the newest, unless a newer one stands. Its pages of findings stand already.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report that stands under the name: an earlier one when it was written already.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task<AuditReport> WriteAsync(AuditReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        string name = ControlStoreNames.AuditReport(report.Pair, report.StartedAt, report.Id);
        return _shelf.WriteAsync(ControlStoreNames.LatestAudit(report.Pair), name, report, one => one.Summarize(name), cancellationToken);
    }

    /// <summary>Says which report is the newest, with the history.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The newest; null before the first.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<ReportHead<AuditSummary>?> TryGetHeadAsync(string pair, CancellationToken cancellationToken) =>
        _shelf.TryGetHeadAsync(ControlStoreNames.LatestAudit(pair), cancellationToken);

    /// <summary>Finds a report by its identifier, those that the history has forgotten included.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="id">The identifier.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report; null when there is none of the identifier.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<AuditReport?> TryReadAsync(string pair, string id, CancellationToken cancellationToken)
    {
        string? name = (await TryGetHeadAsync(pair, cancellationToken))?.History.FirstOrDefault(one => one.Id == id)?.Blob;
        if (name is null)
        {
            string end = $"-{Uri.EscapeDataString(id)}.json";
            await foreach (BlobItem blob in _store.ListAsync(ControlStoreNames.AuditsPrefix(pair), cancellationToken))
            {
                if (blob.Name.EndsWith(end, StringComparison.Ordinal))
                {
                    name = blob.Name;
                    break;
                }
            }
        }

        return name is null ? null : await _shelf.ReadAsync(name, cancellationToken);
    }

    /// <summary>Writes a page of a report's findings.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="startedAt">When the audit began.</param>
    /// <param name="id">The report's identifier.</param>
    /// <param name="page">The number of the page, from 0.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WritePageAsync(
        string pair, DateTimeOffset startedAt, string id, int page, IReadOnlyList<AuditFinding> findings, CancellationToken cancellationToken) =>
        _store.WriteAsync(
            ControlStoreNames.AuditFindings(ControlStoreNames.AuditReport(pair, startedAt, id), page), findings, BlobCondition.None, null, cancellationToken);

    /// <summary>Reads a page of a report's findings.</summary>
    /// <param name="report">The report.</param>
    /// <param name="page">The number of the page, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The findings; null when there is no such page.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyList<AuditFinding>?> TryReadPageAsync(AuditReport report, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        string name = ControlStoreNames.AuditFindings(ControlStoreNames.AuditReport(report.Pair, report.StartedAt, report.Id), page);
        return page < report.FindingPages ? (await _store.TryReadAsync<AuditFinding[]>(name, cancellationToken))?.Value : null;
    }
}
