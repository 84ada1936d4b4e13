using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Sweeping;

/// <summary>
/// Records that the primary has deleted an asset and does in the secondary what the policy says. Every asset is looked for in the primary once
/// more, by itself: a list that left it out is not enough. Doing it twice is doing it once.
/// </summary>
public sealed class DeletionApplier
{
    private const int ParallelAssets = 8;
    private readonly AmlClient _aml;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly LedgerStore _ledger;
    private readonly WorkListStore _work;
    private readonly TimeProvider _clock;

    /// <summary>Creates an applier.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="work">The lists of missing assets.</param>
    /// <param name="clock">The clock.</param>
    public DeletionApplier(
        AmlClient aml, KindCatalog kinds, PairRegistry pairs, LedgerStore ledger, WorkListStore work, TimeProvider clock)
    {
        _aml = aml;
        _kinds = kinds;
        _pairs = pairs;
        _ledger = ledger;
        _work = work;
        _clock = clock;
    }

    /// <summary>Applies one part of a list of missing assets.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="kindName">The kind.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="part">The number of the part, from 0.</param>
    /// <param name="isBusy">Says whether an asset is being mirrored right now: then it is left to the next sweep.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="AmlDrException">A call failed for a while, or the control store did; the type says how.</exception>
    public async Task<DeletionCounts> ApplyAsync(
        string pairName, string kindName, string sweepId, int part, Func<AssetId, Task<bool>> isBusy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isBusy);
        Pair pair = _pairs[pairName];
        IAssetKind kind = _kinds[kindName];
        IReadOnlyList<AssetId> assets = await _work.ReadPartAsync<AssetId>(
            DeletionFinder.ListName(pair.Name, sweepId, kind.Name), part, cancellationToken);
        var codes = new string?[assets.Count];
        await Parallel.ForEachAsync(
            assets.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelAssets, CancellationToken = cancellationToken },
            async (asset, token) => codes[asset.Index] = await isBusy(asset.Item) ? null : await ApplyAsync(pair, kind, asset.Item, token));
        return new DeletionCounts(
            codes.Count(code => code is not null), codes.Count(code => code == DeletionCodes.DeletionFailed),
            codes.Count(code => code == DeletionCodes.DeletionBegun));
    }

    private async Task<string?> ApplyAsync(Pair pair, IAssetKind kind, AssetId asset, CancellationToken cancellationToken)
    {
        AssetRecord? record = await _ledger.TryGetAsync(pair.Name, asset, cancellationToken);
        if (record is null || await _aml.TryGetVersionAsync(pair.Primary, asset, cancellationToken) is not null)
        {
            return null;
        }

        (string code, string text) = record.State == AssetState.SourceDeleted && !DeletionCodes.IsOpen(record.Reason?.Code)
            ? (record.Reason!.Code, "")
            : await ActAsync(pair, kind, asset, record, cancellationToken);
        DateTimeOffset now = _clock.GetUtcNow();
        await _ledger.UpdateAsync(pair.Name, asset, standing => Record(standing ?? record, record, code, text, now), cancellationToken);
        return code;
    }

    // A record that somebody else has changed since it was read is about something newer.
    private static AssetRecord Record(AssetRecord standing, AssetRecord read, string code, string text, DateTimeOffset now)
    {
        if (standing != read || (standing.State == AssetState.SourceDeleted && standing.Reason?.Code == code && code != DeletionCodes.DeletionFailed))
        {
            return standing;
        }

        DateTimeOffset noticed = standing.SourceDeletedAt is { } before && standing.State == AssetState.SourceDeleted ? before : now;
        string when = noticed.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return standing with
        {
            State = AssetState.SourceDeleted,
            Reason = new AssetReason(code, $"Noticed at {when} UTC that the primary does not hold it any more. {text}"),
            UpdatedAt = now,
            SourceDeletedAt = noticed,
            FailedAttempts = 0,
            NextAttemptAt = null,
            FailedFingerprint = null,
        };
    }

    private async Task<(string Code, string Text)> ActAsync(
        Pair pair, IAssetKind kind, AssetId asset, AssetRecord record, CancellationToken cancellationToken)
    {
        if (record.MirroredAt is null)
        {
            return (DeletionCodes.NeverMirrored, "It was never mirrored.");
        }

        try
        {
            return pair.Policy.Deletions.Action switch
            {
                DeletionAction.Archive when kind.CanBeArchived() => await ArchiveAsync(pair, kind, asset, cancellationToken),
                DeletionAction.Archive => (DeletionCodes.Kept, $"The secondary keeps it: assets of kind '{kind.Name}' cannot be archived."),
                DeletionAction.Delete => await DeleteAsync(pair, asset, cancellationToken),
                _ => (DeletionCodes.Kept, "The secondary keeps it, as the policy's 'deletions.action' says."),
            };
        }
        catch (AmlDrException exception) when (exception is not (TransientException or ThrottledException))
        {
            return (DeletionCodes.DeletionFailed, $"The secondary still has it, and the next sweep tries again: {exception.Message}");
        }
    }

    private async Task<(string Code, string Text)> ArchiveAsync(Pair pair, IAssetKind kind, AssetId asset, CancellationToken cancellationToken)
    {
        if (await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken) is not { } target)
        {
            return (DeletionCodes.Deleted, "The secondary does not hold it either.");
        }

        if (!IsArchived(target))
        {
            JsonObject body = WritableDocument.From(target, kind);
            body["properties"]!["isArchived"] = true;
            if (!IsArchived((await _aml.PutVersionAsync(pair.Secondary, asset, body, cancellationToken)).Document))
            {
                throw new ConflictException($"The secondary {pair.Secondary.Name} took {asset} but did not archive it.");
            }
        }

        return (DeletionCodes.Archived, "The secondary's is archived.");
    }

    private async Task<(string Code, string Text)> DeleteAsync(Pair pair, AssetId asset, CancellationToken cancellationToken)
    {
        AssetDocument? target = await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken);
        bool isGone = target is null;
        if (target is not null && !string.Equals(target.GetString("properties", "provisioningState"), "Deleting", StringComparison.OrdinalIgnoreCase))
        {
            isGone = await _aml.DeleteVersionAsync(pair.Secondary, asset, Query(asset, target), cancellationToken);
        }

        return isGone
            ? (DeletionCodes.Deleted, "The secondary's is deleted.")
            : (DeletionCodes.DeletionBegun, "The secondary's is being deleted.");
    }

    // A cluster that was made for the workspace goes with it; one that was attached is only let go (facts/aml-rest.md 2.8).
    private static Dictionary<string, string> Query(AssetId asset, AssetDocument target)
    {
        bool isOwn = string.Equals(target.GetString("properties", "computeType"), "AmlCompute", StringComparison.OrdinalIgnoreCase);
        return asset.Kind == KindNames.Compute ? new() { ["underlyingResourceAction"] = isOwn ? "Delete" : "Detach" } : [];
    }

    private static bool IsArchived(AssetDocument document) => document.GetBoolean("properties", "isArchived") == true;
}
