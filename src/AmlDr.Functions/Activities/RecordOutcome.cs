using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes an asset's state into the ledger and says it in the log.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="plans">The plans; a plan that was carried out is deleted.</param>
/// <param name="meter">Counts outcomes.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class RecordOutcome(
    LedgerStore ledger, PlanStore plans, MirrorMeter meter, TimeProvider clock, ILogger<RecordOutcome> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The outcome.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is recorded.</returns>
    [Function(nameof(RecordOutcome))]
    public async Task RunAsync([ActivityTrigger] RecordOutcomeInput input, CancellationToken cancellationToken)
    {
        AssetRecord record = await ledger.UpdateAsync(input.Pair, input.Asset, standing => Apply(input, standing), cancellationToken);
        AssetId asset = input.Asset;
        if (record.State == AssetState.Mirrored)
        {
            await plans.DeleteAsync(input.Pair, asset, cancellationToken);
            logger.AssetMirrored(input.Pair, asset.Kind, asset.Name, asset.Version, record.FileCount, record.ContentBytes);
        }
        else if (record.Reason is { } reason)
        {
            LogLevel level = record.State == AssetState.Skipped ? LogLevel.Information : LogLevel.Warning;
            logger.AssetNotMirrored(level, input.Pair, asset.Kind, asset.Name, asset.Version, record.State, reason.Code, reason.Message);
        }

        if (record.State != AssetState.Mirroring)
        {
            meter.CountOutcome(input.Pair, record);
        }
    }

    private AssetRecord Apply(RecordOutcomeInput input, AssetRecord? standing)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (standing is { State: AssetState.SourceDeleted } && input.Reason?.Code == "SourceMissing")
        {
            // Known already, and with more of it than the attempt could tell.
            return standing;
        }

        bool mirrored = input.State == AssetState.Mirrored;

        // A repeated run of this activity must not move the time at which the asset was first there.
        bool repeated = mirrored && standing is { State: AssetState.Mirrored } && standing.SourceFingerprint == input.SourceFingerprint;
        bool failed = input.State is AssetState.Failed or AssetState.Refused;
        failed &= input.Reason?.Code is not FailbackConflict.LeftCode;
        int attempts = failed ? (standing?.FailedAttempts ?? 0) + 1 : input.State == AssetState.Mirroring ? standing?.FailedAttempts ?? 0 : 0;
        return new AssetRecord
        {
            Asset = input.Asset,
            State = input.State,
            Reason = input.Reason,
            UpdatedAt = repeated ? standing!.UpdatedAt : now,
            SourceModifiedAt = input.SourceModifiedAt ?? standing?.SourceModifiedAt,
            SourceFingerprint = input.SourceFingerprint ?? standing?.SourceFingerprint,
            MirroredAt = repeated ? standing!.MirroredAt : mirrored ? now : standing?.MirroredAt,
            ContentDigest = input.ContentDigest ?? standing?.ContentDigest,
            FileCount = input.ContentDigest is null ? Math.Max(input.FileCount, standing?.FileCount ?? 0) : input.FileCount,
            ContentBytes = input.ContentDigest is null ? Math.Max(input.ContentBytes, standing?.ContentBytes ?? 0) : input.ContentBytes,
            IsReferenced = input.IsReferenced || standing is { IsReferenced: true },
            DistrustsContent = !mirrored && standing is { DistrustsContent: true },
            FailedAttempts = attempts,

            // What only came too late for its roles is not put off: the first sweep under the new ones looks at it.
            NextAttemptAt = !failed ? null : PairStateGuard.IsRefusal(input.Reason) ? now : now + RetrySchedule.DelayAfter(attempts),
        };
    }
}
