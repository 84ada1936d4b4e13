using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Registries;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Audits;
using AmlDr.Core.Autoscale;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Audits;

/// <summary>
/// Compares what one list of each side shows. Of the secondary's assets a digest is kept; documents are looked at as their page goes by. What does
/// not match is looked at once more, by the same lists: so both documents are at hand for the reasons, and what was just being mirrored is no drift.
/// </summary>
internal sealed class AuditGroupComparer(AmlClient aml, LedgerStore ledger, RegistryTransport registries, AuditNeeds needs)
{
    // So many documents of each side are held at most.
    private const int MostOpen = 2000;

    private readonly AuditNeeds _needs = needs;
    private readonly RegistryTransport _registries = registries;

    /// <summary>Compares a group.</summary>
    /// <param name="scope">The pair.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="group">The group as the primary has it.</param>
    /// <param name="isPrimarys">False when the primary does not have it at all.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is compared.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task CompareAsync(
        AuditScope scope, IAssetKind kind, SourceGroup group, bool isPrimarys, AuditSink sink, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, KnownAsset>> ledgerTask = ReadLedgerAsync(scope, kind, group.Name, cancellationToken);
        Dictionary<string, StandingAsset> standing = await ReadStandingAsync(scope, kind, group.Name, sink, cancellationToken);
        var look = new Look(this, scope, kind, group.Name, await ledgerTask, sink, cancellationToken);
        var open = new List<string>();
        if (isPrimarys)
        {
            await foreach (SourceAsset source in scope.Source.ListAsync(scope.Pair, kind, group, look.TellFaultAsync, cancellationToken))
            {
                string key = look.KeyOf(source.Asset);
                StandingAsset? target = standing.Remove(key, out StandingAsset found) ? found : null;
                if (!await look.IsSettledAsync(source, target))
                {
                    if (target is null && open.Count >= MostOpen)
                    {
                        await look.DecideAsync(source, null);
                    }
                    else
                    {
                        open.Add(key);
                    }
                }
            }
        }

        foreach ((string key, StandingAsset target) in standing)
        {
            // An empty container of the primary would make everything extra; what is extra is told, and deleted by nobody here.
            if (look.IsExtra(key, target))
            {
                await AddExtraAsync(look, open, key, cancellationToken);
            }
        }

        foreach (string[] some in open.Chunk(MostOpen))
        {
            await LookAgainAsync(look, group, isPrimarys, [.. some], cancellationToken);
        }
    }

    private static async Task AddExtraAsync(Look look, List<string> open, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (open.Count >= MostOpen)
        {
            await look.TellExtraAsync(key);
        }
        else
        {
            open.Add(key);
        }
    }

    private async Task LookAgainAsync(Look look, SourceGroup group, bool isPrimarys, HashSet<string> open, CancellationToken cancellationToken)
    {
        var targets = new Dictionary<string, AssetDocument>(StringComparer.Ordinal);
        await foreach (AssetDocument target in ListSecondaryAsync(look.Scope.Pair, look.Kind, group.Name, cancellationToken))
        {
            if (target.ResourceName is { } key && open.Contains(key))
            {
                targets[key] = target;
            }
        }

        if (isPrimarys)
        {
            await foreach (SourceAsset source in look.Scope.Source.ListAsync(look.Scope.Pair, look.Kind, group, static (_, _) => Task.CompletedTask, cancellationToken))
            {
                string key = look.KeyOf(source.Asset);
                if (open.Remove(key))
                {
                    await look.DecideAsync(source, targets.GetValueOrDefault(key));
                }
            }
        }

        foreach (string key in open.Where(targets.ContainsKey))
        {
            await look.TellExtraAsync(key);
        }
    }

    private async Task<Dictionary<string, KnownAsset>> ReadLedgerAsync(AuditScope scope, IAssetKind kind, string? name, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownAsset>(StringComparer.Ordinal);
        await foreach (LedgerEntry entry in ledger.EnumerateAsync(scope.Pair.Name, kind.Name, name, cancellationToken))
        {
            known[name is null ? entry.Asset.Name : entry.Asset.Version] = KnownAsset.From(entry);
        }

        return known;
    }

    private async Task<Dictionary<string, StandingAsset>> ReadStandingAsync(
        AuditScope scope, IAssetKind kind, string? name, AuditSink sink, CancellationToken cancellationToken)
    {
        var standing = new Dictionary<string, StandingAsset>(StringComparer.Ordinal);
        await foreach (AssetDocument target in ListSecondaryAsync(scope.Pair, kind, name, cancellationToken))
        {
            string key = target.ResourceName ?? "";
            AssetId asset = AssetOf(kind, name, key);
            await sink.AddStandingAsync(new StandingItem(asset.Name, asset.Version), cancellationToken);
            JsonObject body = await ComparedAsync(scope, asset, WritableDocument.From(target, kind), cancellationToken);
            standing[key] = new StandingAsset(
                AuditKeys.OfDigest(DocumentComparer.Digest(body, kind)), Provisioning.HasFailed(target),
                Participation.TakesPart(scope.Pair.Policy, kind, asset, target, isReferenced: true));
        }

        return standing;
    }

    private async IAsyncEnumerable<AssetDocument> ListSecondaryAsync(
        Pair pair, IAssetKind kind, string? name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<AssetDocument> documents =
            aml.ListVersions(pair.Secondary, kind, name ?? "", cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await documents.MoveNextOrEndAsync(endsWhenMissing: name is not null))
        {
            yield return documents.Current;
        }
    }

    // The capacity of a deployment that a setting scales moves on purpose.
    private static async Task<JsonObject> ComparedAsync(AuditScope scope, AssetId asset, JsonObject body, CancellationToken cancellationToken)
    {
        if (await scope.Source.IsScaledAsync(scope.Pair, asset, cancellationToken))
        {
            AutoscaledCapacity.Remove(body);
        }

        return body;
    }

    private static AssetId AssetOf(IAssetKind kind, string? name, string key) => name is null ? new AssetId(kind.Name, key, "") : new AssetId(kind.Name, name, key);

    /// <summary>The look at one group.</summary>
    private sealed class Look(
        AuditGroupComparer owner, AuditScope scope, IAssetKind kind, string? name, Dictionary<string, KnownAsset> known, AuditSink sink,
        CancellationToken cancellationToken)
    {
        private readonly HashSet<string> _faults = new(StringComparer.Ordinal);

        public AuditScope Scope => scope;

        public IAssetKind Kind => kind;

        public string KeyOf(AssetId asset) => name is null ? asset.Name : asset.Version;

        /// <summary>Takes what the source could not give.</summary>
        public Task TellFaultAsync(AssetId asset, AmlDrException exception)
        {
            _faults.Add(KeyOf(asset));
            return AddAsync(asset, "", false, AuditClass.Error, [AuditReasons.Of(exception)], false);
        }

        /// <summary>Settles what takes no part, and what matches by its digest.</summary>
        /// <returns>False when a second look is to decide.</returns>
        public async Task<bool> IsSettledAsync(SourceAsset source, StandingAsset? target)
        {
            KnownAsset? entry = Known(source.Asset);
            if (source.Workspace is not null && entry is { IsSettledDeletion: true })
            {
                // The catalog remembers what the primary had deleted.
                if (target is not null)
                {
                    sink.Count(counts => counts with { Kept = counts.Kept + 1 });
                }

                return true;
            }

            await sink.AddSeenAsync(new ManifestItem(source.Asset, FingerprintOf(source)), cancellationToken);
            if (!Participation.TakesPart(scope.Pair.Policy, kind, source.Asset, source.Document, isReferenced: false) && !IsReferenced(source, entry))
            {
                sink.Count(counts => counts with { Skipped = counts.Skipped + 1 });
                return true;
            }

            if (RegistryTransport.CanCarry(scope.Pair.Policy, source.Asset, source.Document))
            {
                await SettleCarriedAsync(source);
                return true;
            }

            if (target is not { HasFailed: false } standing)
            {
                return false;
            }

            (RewriteResult Result, RewriteContext Context)? expected = (await TryExpectAsync(source)).Expected;
            if (expected is not { } one || one.Result.Findings.Count > 0
                || AuditKeys.OfDigest(DocumentComparer.Digest(await ExpectedAsync(source.Asset, one.Result.Body), kind)) != standing.Digest)
            {
                return false;
            }

            await SettleAsync(source, [], true, one.Context);
            return true;
        }

        /// <summary>Decides with both documents at hand.</summary>
        public async Task DecideAsync(SourceAsset source, AssetDocument? target)
        {
            ((RewriteResult Result, RewriteContext Context)? expected, AuditReason? fault) = await TryExpectAsync(source);
            List<AuditReason> obstacles = [.. fault is null ? [] : new[] { fault }, .. (expected?.Result.Findings ?? []).Select(AuditReasons.Of)];
            bool isReferenced = IsReferenced(source, Known(source.Asset));
            if (target is null)
            {
                var missing = new AuditReason(AuditCodes.Missing, $"The secondary {scope.Pair.Secondary.Name} does not hold it. {KnownAsset.Explain(Known(source.Asset))}");
                await AddAsync(source.Asset, FingerprintOf(source), isReferenced, AuditClass.Missing, [missing, .. obstacles], obstacles.Count == 0);
                return;
            }

            if (obstacles.Count > 0)
            {
                await AddAsync(source.Asset, FingerprintOf(source), isReferenced, AuditClass.Error, obstacles, false);
                return;
            }

            IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(
                await ExpectedAsync(source.Asset, expected!.Value.Result.Body),
                await ComparedAsync(scope, source.Asset, WritableDocument.From(target, kind), cancellationToken), kind);
            List<AuditReason> reasons = [.. AuditReasons.OfFields(differences, kind, scope.Pair.Policy.Secrets)];
            if (Provisioning.HasFailed(target))
            {
                string state = Provisioning.StateOf(target)!;
                reasons.Add(new AuditReason(AuditCodes.Provisioning, $"The secondary's was not provisioned well: its state is {state}.")
                {
                    Field = "properties.provisioningState", Expected = "Succeeded", Actual = state,
                });
            }

            await SettleAsync(source, reasons, !differences.Any(difference => difference.IsImmutable(kind)), expected.Value.Context);
        }

        /// <summary>Says whether what the secondary alone holds is told of. What is kept although the primary has deleted it is counted.</summary>
        public bool IsExtra(string key, StandingAsset target)
        {
            if (target.TakesPart && Known(AssetOf(kind, name, key)) is { IsSettledDeletion: true })
            {
                sink.Count(counts => counts with { Kept = counts.Kept + 1 });
                return false;
            }

            return target.TakesPart && !_faults.Contains(key);
        }

        /// <summary>Tells of an asset that the secondary alone holds.</summary>
        public Task TellExtraAsync(string key)
        {
            AssetId asset = AssetOf(kind, name, key);
            bool isOurs = Known(asset) is { WasMirrored: true };
            string why = isOurs
                ? "It was mirrored once, and the primary does not hold it any more; a sweep treats it as the policy's 'deletions' says."
                : "Nobody mirrored it, so nobody here removes it: remove it, or leave it out by the policy's 'exclude'.";
            return AddAsync(asset, "", false, AuditClass.Extra, [new AuditReason(AuditCodes.Extra, $"The primary {scope.Pair.Primary.Name} does not hold it. {why}")], isOurs);
        }

        private Task<JsonObject> ExpectedAsync(AssetId asset, JsonObject body) =>
            ComparedAsync(scope, asset, MirrorBody.Expected(body, scope.Pair, kind), cancellationToken);

        // The secondary workspace does not hold what a registry carries; who needs it is led there.
        private async Task SettleCarriedAsync(SourceAsset source)
        {
            AuditReason? fault = null;
            try
            {
                fault = await owner._registries.HoldsAsync(scope.Pair, source.Asset, source.Document, cancellationToken)
                    ? null
                    : new AuditReason(
                        AuditCodes.Missing,
                        $"The registry '{scope.Pair.Policy.Registry!.Name}', which carries it, does not hold it as the primary has it. {KnownAsset.Explain(Known(source.Asset))}");
            }
            catch (AmlDrException exception) when (exception is not (TransientException or ThrottledException))
            {
                fault = AuditReasons.Of(exception);
            }

            if (fault is null)
            {
                await sink.AddStandingAsync(new StandingItem(source.Asset.Name, source.Asset.Version), cancellationToken);
                sink.Count(counts => counts.Add(AuditClass.Match));
            }
            else
            {
                bool isMissing = fault.Code == AuditCodes.Missing;
                await AddAsync(source.Asset, FingerprintOf(source), false, isMissing ? AuditClass.Missing : AuditClass.Error, [fault], isMissing);
            }
        }

        private KnownAsset? Known(AssetId asset) => known.TryGetValue(KeyOf(asset), out KnownAsset entry) ? entry : null;

        private bool IsReferenced(SourceAsset source, KnownAsset? entry) =>
            entry is { WasMirrored: true } && Participation.IsDependencyOnly(scope.Pair.Policy, kind, source.Asset, source.Document);

        private string FingerprintOf(SourceAsset source) => source.Fingerprint ?? SourceFingerprint.Of(source.Document, kind);

        private async Task<((RewriteResult Result, RewriteContext Context)? Expected, AuditReason? Fault)> TryExpectAsync(SourceAsset source)
        {
            try
            {
                AssetJudge.Judge(kind, source.Document, new KindContext(source.Asset, scope.Pair.Policy, true));
                return (await scope.Source.ExpectAsync(scope.Pair, kind, source, cancellationToken), null);
            }
            catch (AmlDrException exception) when (exception is not (TransientException or ThrottledException))
            {
                // What stands in the way of this asset, such as its datastore, holds up no other.
                return (null, AuditReasons.Of(exception));
            }
        }

        // What stands in the secondary: its documents are compared, its files are next where it has any.
        private async Task SettleAsync(SourceAsset source, List<AuditReason> reasons, bool isRepairable, RewriteContext context)
        {
            bool isReferenced = IsReferenced(source, Known(source.Asset));
            string fingerprint = FingerprintOf(source);
            if (owner._needs.Find(scope.Pair, source) is { } needed)
            {
                await sink.AddNeedsAsync(new NeedItem(source.Asset, fingerprint, isReferenced, needed), cancellationToken);
            }

            FilePlace[] places = scope.Level == AuditLevel.Metadata
                ? []
                : [.. ContentPlaces.Find(kind, source.Document, context).Select(place => new FilePlace(place.Store.PrimaryRoot, place.Store.SecondaryRoot, place.Path))];
            if (places.Length > 0)
            {
                await sink.AddContentAsync(new ContentItem(source.Asset, fingerprint, isReferenced, reasons, isRepairable, places), cancellationToken);
            }
            else if (reasons.Count > 0)
            {
                await AddAsync(source.Asset, fingerprint, isReferenced, AuditClass.Differs, reasons, isRepairable);
            }
            else
            {
                sink.Count(counts => counts.Add(AuditClass.Match));
            }
        }

        private Task AddAsync(
            AssetId asset, string fingerprint, bool isReferenced, AuditClass found, IReadOnlyList<AuditReason> reasons, bool isRepairable) =>
            sink.AddFindingAsync(new AuditItem(AuditFinding.Of(asset, found, reasons, isRepairable), fingerprint, isReferenced), cancellationToken);
    }
}
