using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Events;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Events;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Security;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Events;

/// <summary>
/// Takes an event at its word that an asset may have changed, whether Event Grid delivered it or could not. An event that cannot be of use is
/// recorded; only when the task hub or the control store cannot be reached does this fail.
/// </summary>
/// <param name="reader">Reads events.</param>
/// <param name="scope">The topics that events may come from.</param>
/// <param name="pairs">The pairs.</param>
/// <param name="ledger">Where an unusable name is recorded.</param>
/// <param name="rejected">Where unusable events are recorded.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class AssetEventHandler(
    AssetEventReader reader, EventScope scope, PairRegistry pairs, LedgerStore ledger, RejectedEventStore rejected, TimeProvider clock,
    ILogger<AssetEventHandler> logger)
{
    /// <summary>Handles one event, in the Event Grid or the CloudEvents schema.</summary>
    /// <param name="json">The event.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the hint is durable, or known to be of no use.</returns>
    public async Task HandleAsync(string json, DurableTaskClient client, CancellationToken cancellationToken)
    {
        EventReading reading = reader.Read(json);
        string eventId = AssetNames.Printable(reading.EventId ?? "(none)");
        if (reading.Verdict != EventVerdict.Malformed && scope.FindFault(reading) is { } fault)
        {
            await RejectAsync(eventId, reading.Verdict, fault, cancellationToken);
            return;
        }

        Pair[] concerned = reading.Workspace is null ? [] : [.. pairs.WithPrimary(reading.Workspace)];
        switch (reading.Verdict)
        {
            case EventVerdict.AssetChanged when concerned.Length > 0:
                await RequestAsync(client, reading, eventId, concerned, cancellationToken);
                break;
            case EventVerdict.AssetChanged:
                logger.EventOfNoConcern(eventId, $"No pair mirrors from {reading.Workspace}.");
                break;
            case EventVerdict.BadName:
                await RejectAsync(eventId, reading.Verdict, reading.Reason!, cancellationToken);
                await RecordBadNameAsync(reading, concerned, cancellationToken);
                break;
            case EventVerdict.Malformed:
                await RejectAsync(eventId, reading.Verdict, reading.Reason!, cancellationToken);
                break;
            default:
                logger.EventOfNoConcern(eventId, reading.Reason ?? "");
                break;
        }
    }

    private async Task RequestAsync(
        DurableTaskClient client, EventReading reading, string eventId, Pair[] concerned, CancellationToken cancellationToken)
    {
        AssetId asset = reading.Asset!;
        foreach (Pair pair in concerned)
        {
            logger.AssetNoticed(eventId, asset.Kind, asset.Name, asset.Version, pair.Name);
            await MirrorScheduler.RequestAsync(client, new MirrorAssetInput(pair.Name, asset, false, []), clock, cancellationToken);
        }
    }

    private async Task RejectAsync(string eventId, EventVerdict verdict, string reason, CancellationToken cancellationToken)
    {
        logger.EventRejected(eventId, verdict.ToString(), reason);
        await rejected.WriteAsync(new RejectedEvent(eventId, reason, clock.GetUtcNow()), cancellationToken);
    }

    private async Task RecordBadNameAsync(EventReading reading, Pair[] concerned, CancellationToken cancellationToken)
    {
        // What is no name may be of any length; the ledger's may not.
        AssetId asset = reading.Asset! with { Name = Shorten(reading.Asset!.Name), Version = Shorten(reading.Asset!.Version) };
        foreach (Pair pair in concerned)
        {
            await ledger.UpdateAsync(
                pair.Name, asset,
                _ => new AssetRecord
                {
                    Asset = asset,
                    State = AssetState.Refused,
                    Reason = new AssetReason("InvalidName", reading.Reason!),
                    UpdatedAt = clock.GetUtcNow(),
                },
                cancellationToken);
        }
    }

    private static string Shorten(string text) => text.Length <= AssetNames.Longest ? text : text[..AssetNames.Longest];
}
