using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Policies;

/// <summary>How a pair is mirrored: one JSON file per pair, checked against its schema when the app starts. The defaults suit a pair with nothing special.</summary>
public sealed record PairPolicy
{
    /// <summary>The defaults.</summary>
    public static PairPolicy Default { get; } = new();

    /// <summary>Assets that take part, with everything that they need; none means all.</summary>
    public IReadOnlyList<AssetFilter> Include { get; init; } = [];

    /// <summary>Assets that take no part, even when they are included.</summary>
    public IReadOnlyList<AssetFilter> Exclude { get; init; } = [];

    /// <summary>Tiers by kind and name; the first rule that matches counts.</summary>
    public IReadOnlyList<TierRule> Tiers { get; init; } = [];

    /// <summary>The tier of what no rule matches.</summary>
    public Tier DefaultTier { get; init; } = Tier.Warm;

    /// <summary>The instances that a warm deployment has, at most as many as the primary's.</summary>
    public int WarmCapacity { get; init; } = 1;

    /// <summary>What is done with the files in a datastore, by its name. Others are copied, unless both workspaces name the same container.</summary>
    public IReadOnlyDictionary<string, DataHandling> Datastores { get; init; } = ReadOnlyDictionary<string, DataHandling>.Empty;

    /// <summary>What identifiers of the primary are called in the secondary.</summary>
    public PolicyMaps Maps { get; init; } = new();

    /// <summary>What is done with secrets.</summary>
    public SecretPolicy Secrets { get; init; } = new();

    /// <summary>Changes that the secondary's documents get.</summary>
    public IReadOnlyList<DocumentPatch> Patches { get; init; } = [];

    /// <summary>A registry as the way to carry assets; null to copy them.</summary>
    public RegistryPolicy? Registry { get; init; }

    /// <summary>What is done when the primary has deleted assets.</summary>
    public DeletionPolicy Deletions { get; init; } = new();

    /// <summary>True when the notebooks' file share is copied.</summary>
    public bool Notebooks { get; init; } = true;

    /// <summary>True when specifications of jobs that have not ended are kept for resubmission.</summary>
    public bool Jobs { get; init; } = true;

    /// <summary>How clients are turned from one side to the other.</summary>
    public TrafficPolicy Traffic { get; init; } = new();

    /// <summary>The blob that names the serving workspace; null for none.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "A pointer to a workspace; no type of a language is meant.")]
    public PointerPolicy? Pointer { get; init; }

    /// <summary>Who is told of operations.</summary>
    public IReadOnlyList<NotificationRule> Notifications { get; init; } = [];

    /// <summary>Requests by which online endpoints prove that they serve.</summary>
    public IReadOnlyList<VerificationSample> Verification { get; init; } = [];

    /// <summary>Which operations wait for somebody's word.</summary>
    public ApprovalPolicy Approvals { get; init; } = new();

    /// <summary>How operations are run.</summary>
    public FailoverPolicy Failover { get; init; } = new();

    /// <summary>Gives the tier of an asset. A rule for endpoints holds for their deployments too.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>The tier.</returns>
    public Tier TierOf(AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        string endpointKind = asset.Kind switch
        {
            KindNames.OnlineDeployment => KindNames.OnlineEndpoint,
            KindNames.BatchDeployment => KindNames.BatchEndpoint,
            _ => asset.Kind,
        };
        return Tiers.FirstOrDefault(rule => (IsKind(rule.Kind, asset.Kind) || IsKind(rule.Kind, endpointKind)) && NamePattern.Matches(rule.Name, asset.Name))
            ?.Tier ?? DefaultTier;
    }

    /// <summary>Says whether an asset takes part, as far as the filters say.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document.</param>
    /// <param name="isReferenced">True when a mirrored asset refers to it: then it need not be included, but may still be excluded.</param>
    /// <returns>True when it does.</returns>
    public bool Includes(AssetId asset, AssetDocument document, bool isReferenced = false) =>
        (isReferenced || Include.Count == 0 || Include.Any(filter => filter.Matches(asset, document)))
        && !Exclude.Any(filter => filter.Matches(asset, document));

    /// <summary>Says whether a kind takes no part as a whole, so that it need not even be listed.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True when an exclusion names the kind and restricts itself by nothing else.</returns>
    public bool LeavesOut(string kind) =>
        Exclude.Any(filter => filter.Kind is not null && IsKind(filter.Kind, kind) && filter.Name is (null or "*") && filter.Tags is not { Count: > 0 });

    /// <summary>Gives what is done with the files in a datastore.</summary>
    /// <param name="datastore">The datastore's name.</param>
    /// <returns>The handling.</returns>
    public DataHandling HandlingOf(string datastore) =>
        Datastores.FirstOrDefault(entry => string.Equals(entry.Key, datastore, StringComparison.OrdinalIgnoreCase)) is { Key: not null } found
            ? found.Value
            : DataHandling.Copy;

    /// <summary>The policy for the way back: the maps are reversed, everything else holds as it is.</summary>
    /// <returns>The policy.</returns>
    public PairPolicy Reverse() => this with { Maps = Maps.Reverse() };

    /// <summary>
    /// The policy by which what was registered in the secondary is brought back: as <see cref="Reverse"/>, everything at full strength, because it is
    /// to serve. Patches are made for the secondary alone, what a registry carries is in both regions, and nothing is deleted on the way back.
    /// </summary>
    /// <returns>The policy.</returns>
    public PairPolicy Back() => Reverse() with
    {
        Tiers = [], DefaultTier = Tier.Hot, Patches = [], Registry = null, Deletions = new DeletionPolicy(), Jobs = false,
    };

    private static bool IsKind(string? named, string kind) => named is null || string.Equals(named, kind, StringComparison.OrdinalIgnoreCase);
}
