using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;

namespace AmlDr.Core.Operations.Planning;

/// <summary>Tells, of the assets that catalog and ledger know, which can be worked on and which will be missing.</summary>
internal sealed class AssetAvailability
{
    private const string ColdCode = "Cold";
    private static readonly HashSet<string> OperableKinds = new(StringComparer.Ordinal)
    {
        KindNames.Compute, KindNames.OnlineEndpoint, KindNames.OnlineDeployment, KindNames.BatchEndpoint, KindNames.BatchDeployment,
        KindNames.ServerlessEndpoint, KindNames.Schedule,
    };

    private readonly Dictionary<AssetId, KnownAsset> _all;
    private readonly Dictionary<AssetId, AssetReason> _missing = [];

    public AssetAvailability(PlanFacts facts, KindCatalog kinds, DependencyFinder finder)
    {
        _all = facts.Assets.ToDictionary(asset => asset.Asset);
        Dictionary<string, int> ranks = kinds.All.Select((kind, rank) => (kind.Name, rank)).ToDictionary(StringComparer.Ordinal);
        KnownAsset[] ordered =
        [
            .. facts.Assets.OrderBy(asset => ranks.GetValueOrDefault(asset.Asset.Kind, int.MaxValue))
                .ThenBy(asset => asset.Asset.Name, StringComparer.Ordinal).ThenBy(asset => asset.Asset.Version, StringComparer.Ordinal),
        ];
        foreach (KnownAsset asset in ordered)
        {
            if (Judge(facts, kinds, finder, asset) is { } reason)
            {
                _missing[asset.Asset] = reason;
            }
        }

        Operable = [.. ordered.Where(asset => OperableKinds.Contains(asset.Asset.Kind) && asset.Document is not null && !_missing.ContainsKey(asset.Asset) && !IsOut(asset))];
        foreach (AssetId endpoint in Operable.Select(asset => asset.Asset).Where(asset => asset.Kind == KindNames.OnlineEndpoint))
        {
            if (MissingTraffic(endpoint) is { } reason)
            {
                _missing[endpoint] = reason;
            }
        }

        Unavailable = [.. ordered.Where(asset => _missing.ContainsKey(asset.Asset)).Select(asset => new UnavailableAsset(asset.Asset, _missing[asset.Asset]))];
    }

    /// <summary>The assets that something is done with, in the order of the kinds.</summary>
    public IReadOnlyList<KnownAsset> Operable { get; }

    /// <summary>Those that will be missing, in the same order.</summary>
    public IReadOnlyList<UnavailableAsset> Unavailable { get; }

    /// <summary>Says whether kinds of this name need their documents for a plan.</summary>
    public static bool NeedsDocument(string kind) => OperableKinds.Contains(kind);

    public AssetDocument? DocumentOf(AssetId asset) => _all.GetValueOrDefault(asset)?.Document;

    public bool IsToBeCreated(AssetId asset) => _all.GetValueOrDefault(asset) is { } known && IsCold(known);

    /// <summary>Says whether a deployment will stand.</summary>
    public bool Serves(AssetId endpoint, string deployment)
    {
        string kind = endpoint.Kind == KindNames.OnlineEndpoint ? KindNames.OnlineDeployment : KindNames.BatchDeployment;
        return _all.Values.Any(asset => asset.Asset.Kind == kind && asset.Asset.Name == endpoint.Name
            && string.Equals(asset.Asset.Version, deployment, StringComparison.OrdinalIgnoreCase)
            && !_missing.ContainsKey(asset.Asset) && !IsOut(asset) && asset.Document is not null);
    }

    /// <summary>Why an endpoint's traffic cannot be set as it is in the primary; null when it can. A part of it would answer as the primary never does.</summary>
    public AssetReason? MissingTraffic(AssetId endpoint)
    {
        if (DocumentOf(endpoint) is not { } document || !document.TryGet(["properties", "traffic"], out JsonNode? node) || node is not JsonObject traffic)
        {
            return null;
        }

        string[] missing =
        [
            .. traffic.Where(entry => entry.Value is JsonValue value && value.TryGetValue(out int weight) && weight > 0 && !Serves(endpoint, entry.Key))
                .Select(entry => entry.Key),
        ];
        return missing.Length == 0 ? null : new AssetReason(
            "TrafficIncomplete",
            $"The deployments {string.Join(", ", missing)} get a part of its traffic and will not stand; set the traffic by hand for those that do.");
    }

    private AssetReason? Judge(PlanFacts facts, KindCatalog kinds, DependencyFinder finder, KnownAsset asset)
    {
        if (IsOut(asset))
        {
            return null;
        }

        if (!IsCold(asset) && asset.State != AssetState.Mirrored)
        {
            return asset.Reason ?? new AssetReason(
                asset.State?.ToString() ?? "NotMirrored", "It was seen in the primary and is not in the secondary yet.");
        }

        if (!OperableKinds.Contains(asset.Asset.Kind))
        {
            return null;
        }

        if (asset.Document is null)
        {
            return new AssetReason("NotInCatalog", "The catalog does not know it yet, so nothing says how it runs in the primary; the next sweep adds it.");
        }

        AssetId? lacking = !kinds.TryGet(asset.Asset.Kind, out IAssetKind? kind) ? null
            : finder.Find(asset.Asset, asset.Document, facts.Pair.Primary).Select(dependency => dependency.Asset)
                .Concat(kind.FindImplicitDependencies(asset.Document, asset.Asset))
                .FirstOrDefault(_missing.ContainsKey);
        return lacking is null ? null : new AssetReason("DependencyUnavailable", $"It needs {lacking}, which will not be available.");
    }

    // Endpoints and deployments of tier cold take no part in mirroring and all the more in a failover.
    private static bool IsCold(KnownAsset asset) => asset is { State: AssetState.Skipped, Reason.Code: ColdCode };

    // What the primary has deleted is not missed either.
    private static bool IsOut(KnownAsset asset) => asset.State == AssetState.SourceDeleted || (asset.State == AssetState.Skipped && !IsCold(asset));
}
