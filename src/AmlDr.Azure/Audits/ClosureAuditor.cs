using AmlDr.Core.Assets;
using AmlDr.Core.Audits;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Audits;

/// <summary>
/// Follows what stands in the secondary to everything that it needs there. Of every needed and every drifted asset a digest of 16 bytes is held, of
/// everything else a chunk; what lacks something is held by name.
/// </summary>
public sealed class ClosureAuditor
{
    private const int ItemsPerChunk = 500;
    private readonly AuditWorkStore _work;

    /// <summary>Creates an auditor.</summary>
    /// <param name="work">What the comparison found.</param>
    public ClosureAuditor(AuditWorkStore work) => _work = work;

    /// <summary>Follows the dependencies.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="auditId">The audit.</param>
    /// <param name="stages">What was found of each kind. A kind that could not be listed is not among them.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="NotFoundException">A part of the audit's work is gone.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<ClosureResult> FollowAsync(
        string pair, string auditId, IReadOnlyList<AuditStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stages);
        HashSet<string> listed = stages.Select(stage => stage.Counts.Kind).ToHashSet(StringComparer.OrdinalIgnoreCase);
        HashSet<UInt128> unmet = await FindUnmetAsync(pair, auditId, stages, listed, cancellationToken);
        (Dictionary<UInt128, bool> drifted, HashSet<UInt128> broken) = await ReadFindingsAsync(pair, auditId, stages, cancellationToken);
        unmet.UnionWith(broken);
        var lacking = new Dictionary<UInt128, Lack>();
        int deployable = 0;
        for (bool goesOn = unmet.Count > 0, isFirst = true; goesOn || isFirst; isFirst = false)
        {
            goesOn = false;
            foreach (AuditStage stage in stages)
            {
                await foreach (NeedItem item in ReadNeedsAsync(pair, auditId, stage, cancellationToken))
                {
                    deployable += isFirst && AuditNeeds.IsDeployable(item.Asset.Kind) ? 1 : 0;
                    UInt128 key = AuditKeys.Of(item.Asset);
                    if (!lacking.ContainsKey(key) && FindLack(item, unmet, lacking) is { } lack)
                    {
                        lacking[key] = lack;
                        goesOn = true;
                    }
                }
            }
        }

        int incomplete = lacking.Values.Count(lack => AuditNeeds.IsDeployable(lack.Item.Asset.Kind));
        return new ClosureResult(await WriteAsync(pair, auditId, stages, lacking, drifted, cancellationToken), deployable, deployable - incomplete);
    }

    private static UInt128 KeyOf(Dependency need) =>
        need.Label is null ? AuditKeys.Of(need.Asset) : AuditKeys.OfAny(need.Asset.Kind, need.Asset.Name);

    private static Lack? FindLack(NeedItem item, HashSet<UInt128> unmet, Dictionary<UInt128, Lack> lacking)
    {
        foreach (Dependency need in item.Needs)
        {
            UInt128 key = KeyOf(need);
            if (unmet.Contains(key) || lacking.ContainsKey(key))
            {
                return new Lack(item, need, key);
            }
        }

        return null;
    }

    private IAsyncEnumerable<NeedItem> ReadNeedsAsync(string pair, string auditId, AuditStage stage, CancellationToken cancellationToken) =>
        _work.ReadAsync<NeedItem>(pair, auditId, AuditStreams.Needs, stage.Counts.Kind, stage.Chunks.Needs, cancellationToken);

    // What is needed and does not stand. Nothing is said of kinds that could not be listed.
    private async Task<HashSet<UInt128>> FindUnmetAsync(
        string pair, string auditId, IReadOnlyList<AuditStage> stages, HashSet<string> listed, CancellationToken cancellationToken)
    {
        var unmet = new HashSet<UInt128>();
        foreach (AuditStage stage in stages)
        {
            await foreach (NeedItem item in ReadNeedsAsync(pair, auditId, stage, cancellationToken))
            {
                unmet.UnionWith(item.Needs.Where(need => listed.Contains(need.Asset.Kind)).Select(KeyOf));
            }
        }

        foreach (AuditStage stage in stages)
        {
            await foreach (StandingItem item in _work.ReadAsync<StandingItem>(
                pair, auditId, AuditStreams.Standing, stage.Counts.Kind, stage.Chunks.Standing, cancellationToken))
            {
                unmet.Remove(AuditKeys.Of(new AssetId(stage.Counts.Kind, item.Name, item.Version)));
                unmet.Remove(AuditKeys.OfAny(stage.Counts.Kind, item.Name));
            }
        }

        return unmet;
    }

    // Who finds its files missing or another content in them is no better off than who finds nothing.
    private async Task<(Dictionary<UInt128, bool> Drifted, HashSet<UInt128> Broken)> ReadFindingsAsync(
        string pair, string auditId, IReadOnlyList<AuditStage> stages, CancellationToken cancellationToken)
    {
        var drifted = new Dictionary<UInt128, bool>();
        var broken = new HashSet<UInt128>();
        foreach (AuditStage stage in stages)
        {
            await foreach (AuditItem item in _work.ReadFoundAsync(pair, auditId, stage, cancellationToken))
            {
                UInt128 key = AuditKeys.Of(item.Finding.Asset);
                drifted[key] = item.Finding.IsRepairable;
                if (item.Finding.Reasons.Any(reason => reason.Code is AuditCodes.Provisioning or AuditCodes.Files || reason.File is not null))
                {
                    broken.Add(key);
                }
            }
        }

        return (drifted, broken);
    }

    private async Task<IReadOnlyList<AuditStage>> WriteAsync(
        string pair, string auditId, IReadOnlyList<AuditStage> stages, Dictionary<UInt128, Lack> lacking, Dictionary<UInt128, bool> drifted,
        CancellationToken cancellationToken)
    {
        var written = new List<AuditStage>();
        ILookup<string, KeyValuePair<UInt128, Lack>> byKind = lacking.ToLookup(lack => lack.Value.Item.Asset.Kind, StringComparer.OrdinalIgnoreCase);
        foreach (AuditStage stage in stages)
        {
            string kind = stage.Counts.Kind;
            using ChunkWriter<AuditItem> writer = _work.Write<AuditItem>(pair, auditId, AuditStreams.Closure, kind, 0, ItemsPerChunk);
            int matched = 0;
            foreach ((UInt128 key, Lack lack) in byKind[kind])
            {
                matched += drifted.ContainsKey(key) ? 0 : 1;
                await writer.AddAsync(
                    new AuditItem(
                        AuditFinding.Of(lack.Item.Asset, AuditClass.Differs, [AuditReasons.OfDependency(lack.Need.Field, Way(lack, lacking))], IsRepairable(lack, lacking, drifted)),
                        lack.Item.Fingerprint, lack.Item.IsReferenced),
                    cancellationToken);
            }

            written.Add(new AuditStage(
                stage.Counts.Add(AuditClass.Match, -matched).Add(AuditClass.Differs, matched),
                stage.Chunks with { Closure = await writer.CompleteAsync(cancellationToken) }));
        }

        return written;
    }

    private static List<AssetId> Way(Lack lack, Dictionary<UInt128, Lack> lacking)
    {
        List<AssetId> way = [lack.Item.Asset, lack.Need.Asset];
        var seen = new HashSet<UInt128> { lack.Key };
        for (UInt128 key = lack.Key; lacking.TryGetValue(key, out Lack? next) && seen.Add(next.Key); key = next.Key)
        {
            way.Add(next.Need.Asset);
        }

        return way;
    }

    // Mended is what lacks something when that can be mended; what neither side holds cannot.
    private static bool IsRepairable(Lack lack, Dictionary<UInt128, Lack> lacking, Dictionary<UInt128, bool> drifted)
    {
        UInt128 last = lack.Key;
        var seen = new HashSet<UInt128> { last };
        while (lacking.TryGetValue(last, out Lack? next) && seen.Add(next.Key))
        {
            last = next.Key;
        }

        return drifted.GetValueOrDefault(last) && drifted.GetValueOrDefault(AuditKeys.Of(lack.Item.Asset), true);
    }

    private sealed record Lack(NeedItem Item, Dependency Need, UInt128 Key);
}
