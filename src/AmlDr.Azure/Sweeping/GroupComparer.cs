using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Registries;
using AmlDr.Core.Assets;
using AmlDr.Core.Autoscale;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Sweeping;

/// <summary>
/// Compares what one list of each side shows: the versions of a container, the deployments of an endpoint, or the whole of a kind that has names
/// only. Documents are looked at as their page goes by; what is kept of each is a digest.
/// </summary>
internal sealed class GroupComparer(
    AmlClient aml, MirrorContextFactory contexts, TargetExpectation expectation, AutoscaleMirror autoscale, LedgerStore ledger)
{
    /// <summary>Compares a group.</summary>
    /// <param name="scope">The pair.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The container's or endpoint's name; null for a kind whose assets have names only.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The assets in order of name and version, and whether the secondary was asked.</returns>
    public async Task<(IReadOnlyList<ComparedAsset> Assets, bool AskedSecondary)> CompareAsync(
        SweepScope scope, IAssetKind kind, string? name, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, LedgerGist>> known = ReadLedgerAsync(scope, kind, name, cancellationToken);
        Task<List<ComparedAsset>> sources = JudgeSourcesAsync(scope, kind, name, known, cancellationToken);
        Task<Dictionary<string, string>?> targets = DigestTargetsAsync(scope, kind, name, known, cancellationToken);
        await Task.WhenAll(sources, targets);
        List<ComparedAsset> assets = await sources;
        Dictionary<string, string>? held = await targets;
        for (int i = 0; i < assets.Count; i++)
        {
            if (assets[i] is { Verdict: SweepVerdict.Expected } open)
            {
                bool same = held?.GetValueOrDefault(KeyOf(open.Asset, name)) == open.Expected;
                assets[i] = open with { Verdict = same ? SweepVerdict.Settled : SweepVerdict.Differs, Expected = null };
            }
        }

        assets.Sort(static (left, right) =>
            string.CompareOrdinal(left.Asset.Name, right.Asset.Name) is var order and not 0 ? order
            : string.CompareOrdinal(left.Asset.Version, right.Asset.Version));
        return (assets, held is not null);
    }

    private static string KeyOf(AssetId asset, string? name) => name is null ? asset.Name : asset.Version;

    private async Task<Dictionary<string, LedgerGist>> ReadLedgerAsync(
        SweepScope scope, IAssetKind kind, string? name, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, LedgerGist>(StringComparer.Ordinal);
        await foreach (LedgerEntry entry in ledger.EnumerateAsync(scope.Pair.Name, kind.Name, name, cancellationToken))
        {
            known[KeyOf(entry.Asset, name)] = LedgerGist.From(entry);
        }

        return known;
    }

    private async Task<List<ComparedAsset>> JudgeSourcesAsync(
        SweepScope scope, IAssetKind kind, string? name, Task<Dictionary<string, LedgerGist>> known, CancellationToken cancellationToken)
    {
        var judged = new List<ComparedAsset>();
        try
        {
            await foreach (AssetDocument source in aml.ListVersions(scope.Pair.Primary, kind, name ?? "", cancellationToken))
            {
                AssetId asset = name is null
                    ? new AssetId(kind.Name, source.ResourceName ?? "", "")
                    : new AssetId(kind.Name, name, source.ResourceName ?? "");
                LedgerGist? entry = (await known).TryGetValue(KeyOf(asset, name), out LedgerGist found) ? found : null;
                judged.Add(await JudgeAsync(scope, kind, asset, source, entry, cancellationToken));
            }
        }
        catch (NotFoundException) when (name is not null)
        {
            // Deleted since its container was listed.
            judged.Clear();
        }

        return judged;
    }

    private async Task<ComparedAsset> JudgeAsync(
        SweepScope scope, IAssetKind kind, AssetId asset, AssetDocument source, LedgerGist? entry, CancellationToken cancellationToken)
    {
        var compared = new ComparedAsset(asset, SourceFingerprint.Of(source, kind), SweepVerdict.Differs, null, false);
        if (source.LastModifiedAt < scope.ChangedSince)
        {
            return compared with { Verdict = SweepVerdict.Settled };
        }

        if (entry is not { } gist)
        {
            return compared;
        }

        if (gist.State is AssetState.Failed or AssetState.Refused)
        {
            bool waits = !scope.RetryFailed && gist.FailedFingerprint == compared.Fingerprint && gist.NextAttemptAt > scope.Now;
            return waits ? compared with { Verdict = SweepVerdict.Deferred } : compared with { IsReferenced = IsDependencyOnly(scope, kind, asset, source, gist) };
        }

        if (gist.SourceFingerprint == compared.Fingerprint)
        {
            if (gist.State == AssetState.Skipped && !Participation.TakesPart(scope.Pair.Policy, kind, asset, source, isReferenced: false))
            {
                return compared with { Verdict = SweepVerdict.Settled };
            }

            if (gist is { State: AssetState.Mirrored, IsCarried: true } && RegistryTransport.CanCarry(scope.Pair.Policy, asset, source))
            {
                // The secondary workspace does not hold it; whether the registry still does is for an audit to prove.
                return compared with { Verdict = SweepVerdict.Settled };
            }

            if (gist.State == AssetState.Mirrored && await ExpectAsync(scope, kind, asset, source, cancellationToken) is { } expected)
            {
                return compared with
                {
                    Verdict = SweepVerdict.Expected, Expected = expected, IsReferenced = IsDependencyOnly(scope, kind, asset, source, gist),
                };
            }
        }

        return compared with { IsReferenced = IsDependencyOnly(scope, kind, asset, source, gist) };
    }

    // What is carried only because something refers to it goes on being carried: the one that refers does not ask again.
    private static bool IsDependencyOnly(SweepScope scope, IAssetKind kind, AssetId asset, AssetDocument source, LedgerGist entry) =>
        entry.WasMirrored && Participation.IsDependencyOnly(scope.Pair.Policy, kind, asset, source);

    private async Task<string?> ExpectAsync(
        SweepScope scope, IAssetKind kind, AssetId asset, AssetDocument source, CancellationToken cancellationToken)
    {
        try
        {
            RewriteContext context = await contexts.CreateAsync(scope.Pair, kind, source, cancellationToken);
            RewriteResult rewritten = (await expectation.MakeAsync(scope.Pair, kind, asset, source, context, cancellationToken)).Result;
            return rewritten.Findings.Count == 0
                ? await DigestAsync(scope, kind, asset, MirrorBody.Expected(rewritten.Body, scope.Pair, kind), cancellationToken)
                : null;
        }
        catch (AmlDrException exception) when (exception is not (TransientException or ThrottledException))
        {
            // What stands in the way of this asset, such as its datastore, holds up no other; the closer look records it.
            return null;
        }
    }

    private async Task<string> DigestAsync(
        SweepScope scope, IAssetKind kind, AssetId asset, JsonObject document, CancellationToken cancellationToken)
    {
        if (await autoscale.IsScaledAsync(scope.Pair, asset, cancellationToken))
        {
            AutoscaledCapacity.Remove(document);
        }

        return DocumentComparer.Digest(document, kind);
    }

    // Null when nothing of the group was ever mirrored: then nothing in the secondary could settle anything.
    private async Task<Dictionary<string, string>?> DigestTargetsAsync(
        SweepScope scope, IAssetKind kind, string? name, Task<Dictionary<string, LedgerGist>> known, CancellationToken cancellationToken)
    {
        if (name is not null && !(await known).Values.Any(entry => entry.State == AssetState.Mirrored))
        {
            return null;
        }

        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            await foreach (AssetDocument target in aml.ListVersions(scope.Pair.Secondary, kind, name ?? "", cancellationToken))
            {
                string own = target.ResourceName ?? "";
                AssetId asset = name is null ? new AssetId(kind.Name, own, "") : new AssetId(kind.Name, name, own);
                digests[own] = await DigestAsync(scope, kind, asset, WritableDocument.From(target, kind), cancellationToken);
            }
        }
        catch (NotFoundException) when (name is not null)
        {
            // The secondary does not have the container yet: it holds no version of it.
        }

        return digests;
    }
}
