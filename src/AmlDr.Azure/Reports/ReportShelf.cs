using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Reports;

/// <summary>Keeps reports: one blob each, never changed, and one that names the newest and sums up the last ones.</summary>
/// <typeparam name="TReport">The report.</typeparam>
/// <typeparam name="TSummary">A report in a line.</typeparam>
/// <param name="store">The control store.</param>
/// <param name="idOf">Gives the identifier of a summary's report.</param>
/// <param name="timeOf">Gives the time by which reports are ordered.</param>
internal sealed class ReportShelf<TReport, TSummary>(ControlStoreClient store, Func<TSummary, string> idOf, Func<TSummary, DateTimeOffset> timeOf)
    where TReport : class
{
    /// <summary>How many reports the history goes back.</summary>
    public const int LongestHistory = 60;

    private const int Attempts = 5;

    /// <summary>Keeps a report and makes it the newest, unless a newer one stands.</summary>
    /// <param name="pointer">The name of the blob that names the newest.</param>
    /// <param name="name">The name of the report's blob.</param>
    /// <param name="report">The report.</param>
    /// <param name="summarize">Puts a report into a line.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report that stands under the name: an earlier one when it was written already.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing which is the newest.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<TReport> WriteAsync(
        string pointer, string name, TReport report, Func<TReport, TSummary> summarize, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(name, report, BlobCondition.Absent, null, cancellationToken);
        }
        catch (ConflictException)
        {
            // Written by an earlier run of the same activity, or by our own call whose answer was lost.
            report = (await store.TryReadAsync<TReport>(name, cancellationToken))?.Value ?? throw new TransientException($"The report '{name}' stands and is not there.");
        }

        await MakeLatestAsync(pointer, name, summarize(report), cancellationToken);
        return report;
    }

    /// <summary>Says which report is the newest, with the history.</summary>
    /// <param name="pointer">The name of the blob that names the newest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The newest; null before the first.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<ReportHead<TSummary>?> TryGetHeadAsync(string pointer, CancellationToken cancellationToken) =>
        (await store.TryReadAsync<ReportHead<TSummary>>(pointer, cancellationToken))?.Value;

    /// <summary>Reads a report.</summary>
    /// <param name="name">The name of its blob.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The report.</returns>
    /// <exception cref="NotFoundException">The report is gone.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<TReport> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await store.TryReadAsync<TReport>(name, cancellationToken))?.Value
            ?? throw new NotFoundException($"The control store names the report '{name}' and does not hold it.");

    private async Task MakeLatestAsync(string pointer, string name, TSummary summary, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Versioned<ReportHead<TSummary>>? standing = await store.TryReadAsync<ReportHead<TSummary>>(pointer, cancellationToken);
            IReadOnlyList<TSummary> history = standing?.Value.History ?? [];
            if (history.Any(one => idOf(one) == idOf(summary)))
            {
                return;
            }

            bool isNewest = history.Count == 0 || timeOf(history[0]) <= timeOf(summary);
            var head = new ReportHead<TSummary>(
                isNewest ? name : standing!.Value.Blob, [.. history.Append(summary).OrderByDescending(timeOf).Take(LongestHistory)]);
            try
            {
                await store.WriteAsync(
                    pointer, head, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag), null, cancellationToken);
                return;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: the next look tells.
            }
        }
    }
}
