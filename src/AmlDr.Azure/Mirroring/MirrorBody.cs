using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>What of a rewritten document is compared, what is kept in a plan, and what is written.</summary>
internal static class MirrorBody
{
    /// <summary>Makes the plan for a document: whatever in it may be secret is left out.</summary>
    public static MirrorPlan CreatePlan(Pair pair, IAssetKind kind, AssetId asset, JsonObject body, IEnumerable<string> standingChildren)
    {
        RedactedDocument open = Extract(body, pair, kind);
        return new MirrorPlan
        {
            Asset = asset,
            Body = open.Omit(),
            LacksSecrets = open.Secrets.Count > 0 && pair.Policy.Secrets.Mirror,
            StandingChildren = [.. standingChildren.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>What the secondary should hold, as far as the policy lets it have secrets.</summary>
    public static JsonObject Expected(JsonObject body, Pair pair, IAssetKind kind) =>
        pair.Policy.Secrets.Mirror ? body : WithoutSecrets(body, pair, kind);

    /// <summary>A copy without environment variables and other texts that may be secret.</summary>
    public static JsonObject WithoutSecrets(JsonObject body, Pair pair, IAssetKind kind) => Extract(body, pair, kind).Omit();

    /// <summary>Compares a plan with what the secondary holds, secrets left out on both sides.</summary>
    public static IReadOnlyList<FieldDifference> Compare(MirrorPlan plan, AssetDocument standing, Pair pair, IAssetKind kind) =>
        DocumentComparer.Compare(plan.Body, WithoutSecrets(WritableDocument.From(standing, kind), pair, kind), kind);

    /// <summary>Says whether an asset has keys that are set by an action once it stands.</summary>
    public static bool HasKeys(Pair pair, IAssetKind kind, JsonObject body) =>
        pair.Policy.Secrets.Mirror && kind.Secrets is { Regenerate: not null } && kind.NeedsSecrets(body);

    private static RedactedDocument Extract(JsonObject body, Pair pair, IAssetKind kind) =>
        CatalogSecrets.Extract(new AssetDocument(body.DeepClone().AsObject()), kind, pair.Policy.Secrets);
}
