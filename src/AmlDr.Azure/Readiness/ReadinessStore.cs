using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Reports;
using AmlDr.Core.Failures;
using AmlDr.Core.Readiness;

namespace AmlDr.Azure.Readiness;

/// <summary>Keeps readiness reports: one blob each, never changed, and one that names the newest.</summary>
public sealed class ReadinessStore
{
    /// <summary>How many reports the history goes back.</summary>
    public const int LongestHistory = ReportShelf<ReadinessReport, ReadinessSummary>.LongestHistory;

    private readonly ReportShelf<ReadinessReport, ReadinessSummary> _shelf;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public ReadinessStore(ControlStoreClient store) =>
        _shelf = new ReportShelf<ReadinessReport, ReadinessSummary>(store, summary => summary.Id, summary => summary.TakenAt);

    /// <summary>Keeps a report and makes it the newest, unless a newer one stands.</summary>
    /// <param name="report">The report.</param>
    /// <param name="startedAt">When it was asked for; with the report's identifier it names the blob.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report that stands under the name: an earlier one when it was written already.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing which is the newest.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task<ReadinessReport> WriteAsync(ReadinessReport report, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return _shelf.WriteAsync(
            ControlStoreNames.LatestReadiness(report.Pair), ControlStoreNames.ReadinessReport(report.Pair, startedAt, report.Id), report,
            one => one.Summarize(), cancellationToken);
    }

    /// <summary>Says which report is the newest, with the history.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The newest; null before the first.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<ReadinessHead?> TryGetHeadAsync(string pair, CancellationToken cancellationToken) =>
        await _shelf.TryGetHeadAsync(ControlStoreNames.LatestReadiness(pair), cancellationToken) is { } head
            ? new ReadinessHead(head.Blob, head.History)
            : null;

    /// <summary>Reads the report that a head names.</summary>
    /// <param name="head">The head.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The report.</returns>
    /// <exception cref="NotFoundException">The report is gone.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<ReadinessReport> ReadAsync(ReadinessHead head, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(head);
        return _shelf.ReadAsync(head.Blob, cancellationToken);
    }
}
