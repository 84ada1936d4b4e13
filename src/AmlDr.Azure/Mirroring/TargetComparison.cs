using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>Decides what is to be done from what the secondary should hold and what it holds.</summary>
internal static class TargetComparison
{
    /// <summary>Decides.</summary>
    /// <param name="found">What is known of the source.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="body">What the secondary should hold, whole.</param>
    /// <param name="target">What it holds; null when nothing.</param>
    /// <param name="isMirrored">True when the ledger has this state of the source as mirrored.</param>
    public static MirrorInspection Decide(
        MirrorInspection found, Pair pair, IAssetKind kind, AssetId asset, JsonObject body, AssetDocument? target, bool isMirrored)
    {
        if (target is null)
        {
            return found with { Decision = MirrorDecision.Create };
        }

        IReadOnlyList<FieldDifference> differences =
            DocumentComparer.Compare(MirrorBody.Expected(body, pair, kind), WritableDocument.From(target, kind), kind);
        List<FieldDifference> immutable = [.. differences.Where(difference => difference.IsImmutable(kind))];
        if (immutable.Count > 0)
        {
            return found with
            {
                Decision = MirrorDecision.Refuse,
                Reason = new AssetReason(
                    "Conflict",
                    $"The secondary {pair.Secondary.Name} holds another {asset}, which cannot be changed: "
                    + $"{DifferenceText.Describe(immutable, kind, pair.Policy.Secrets)}. "
                    + "Register the asset under a new version in the primary, or delete the secondary's."),
            };
        }

        // Secrets show in no comparison: when the source has changed they are written again, unless the service takes them at creation alone.
        bool writesSecrets = !isMirrored && pair.Policy.Secrets.Mirror && kind.Secrets is { IsForCreation: false } && kind.NeedsSecrets(body);
        return found with
        {
            Decision = differences.Count > 0 || Provisioning.HasFailed(target) || writesSecrets ? MirrorDecision.Update
                : isMirrored && Provisioning.HasSucceeded(target) ? MirrorDecision.Equal
                : MirrorDecision.VerifyContent,
            IsProvisioning = !Provisioning.HasSucceeded(target) && !Provisioning.HasFailed(target),
        };
    }
}
