using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Readiness;

namespace AmlDr.Azure.Readiness;

/// <summary>Keeps readiness reports: one blob each, never changed, and one that names the newest.</summary>
public sealed class ReadinessStore
{
    /// <summary>How many reports the history goes back.</summary>
    public const int LongestHistory = 60;

    private const int Attempts = 5;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public ReadinessStore(ControlStoreClient store) => _store = store;

    /// <summary>Keeps a report and makes it the newest, unless a newer one stands.</summary>
    /// <param name="report">The report.</param>
    /// <param name="startedAt">When it was asked for; with the report's identifier it names the blob.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report that stands under the name: an earlier one when it was written already.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing which is the newest.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<ReadinessReport> WriteAsync(ReadinessReport report, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        string name = ControlStoreNames.ReadinessReport(report.Pair, startedAt, report.Id);
        try
        {
            await _store.WriteAsync(name, report, BlobCondition.Absent, null, cancellationToken);
        }
        catch (ConflictException)
        {
            // Written by an earlier run of the same activity, or by our own call whose answer was lost.
            report = (await _store.TryReadAsync<ReadinessReport>(name, cancellationToken))?.Value ?? throw new TransientException($"The report '{name}' stands and is not there.");
        }

        await MakeLatestAsync(report, name, cancellationToken);
        return report;
    }

    /// <summary>Says which report is the newest, with the history.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The newest; null before the first.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<ReadinessHead?> TryGetHeadAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<ReadinessHead>(ControlStoreNames.LatestReadiness(pair), cancellationToken))?.Value;

    /// <summary>Reads the report that a head names.</summary>
    /// <param name="head">The head.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The report.</returns>
    /// <exception cref="NotFoundException">The report is gone.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<ReadinessReport> ReadAsync(ReadinessHead head, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(head);
        return (await _store.TryReadAsync<ReadinessReport>(head.Blob, cancellationToken))?.Value
            ?? throw new NotFoundException($"The control store names the report '{head.Blob}' and does not hold it.");
    }

    private async Task MakeLatestAsync(ReadinessReport report, string name, CancellationToken cancellationToken)
    {
        string pointer = ControlStoreNames.LatestReadiness(report.Pair);
        ReadinessSummary summary = report.Summarize();
        for (int attempt = 1; ; attempt++)
        {
            Versioned<ReadinessHead>? standing = await _store.TryReadAsync<ReadinessHead>(pointer, cancellationToken);
            IReadOnlyList<ReadinessSummary> history = standing?.Value.History ?? [];
            if (history.Any(one => one.Id == report.Id))
            {
                return;
            }

            bool isNewest = history.Count == 0 || history[0].TakenAt <= report.TakenAt;
            var head = new ReadinessHead(
                isNewest ? name : standing!.Value.Blob,
                [.. history.Append(summary).OrderByDescending(one => one.TakenAt).Take(LongestHistory)]);
            try
            {
                await _store.WriteAsync(
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
