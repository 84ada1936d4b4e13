using AmlDr.Azure.Arm;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Jobs;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Options;
using AmlDr.Azure.Recovery;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Readiness;

/// <summary>
/// Takes the snapshot that the readiness checks judge. Reads alone, each resource once; what cannot be read is said in the snapshot and stops nothing.
/// </summary>
public sealed class ReadinessReader
{
    private readonly ArmClientFactory _arm;
    private readonly CatalogStore _catalog;
    private readonly MirrorStateReader _mirror;
    private readonly WorkspaceSightings _sightings;
    private readonly TimeProvider _clock;
    private readonly string _apiVersion;

    internal ReadinessReader(
        ArmClientFactory arm, CatalogStore catalog, LedgerStore ledger, SweepStore sweeps, JobStore jobs, NotebookRecorder notebooks, WorkspaceSightings sightings,
        IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        _arm = arm;
        _catalog = catalog;
        _mirror = new MirrorStateReader(ledger, sweeps, jobs, notebooks);
        _sightings = sightings;
        _clock = clock;
        _apiVersion = options.Value.Arm.ApiVersion;
    }

    /// <summary>Takes a snapshot.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The control store could not be written; the type says how.</exception>
    public async Task<ReadinessSnapshot> ReadAsync(Pair pair, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        DateTimeOffset takenAt = _clock.GetUtcNow();
        using var reader = new ResourceReader(_arm.GetWorkspace(pair.Secondary), _apiVersion, _clock, cancellationToken);
        var sides = new SideReader(reader, new CatalogLists(_catalog, pair, cancellationToken));
        Task<Reading<IReadOnlyList<AssetDocument>>> regions = reader.ListAsync($"/subscriptions/{pair.Secondary.SubscriptionId}/locations");
        Task<Reading<MirrorState>> mirror = reader.OtherAsync(
            "the control store", "Grant the app's identity the role 'controlStore' of infra/roles.json at the control store's container.",
            token => _mirror.ReadAsync(pair.Name, token));
        Task<Reading<IReadOnlyList<AssetDocument>>> registries = RegistriesAsync(reader, pair);
        Task<Reading<IReadOnlyList<DeletedWorkspace>>> deleted = DeletedWorkspaceFinder.FindAsync(reader, pair);
        SideSnapshot[] both = await Task.WhenAll(sides.ReadAsync(pair, isPrimary: true), sides.ReadAsync(pair, isPrimary: false));
        (SideSnapshot primary, SideSnapshot secondary) = (both[0], both[1]);
        Task<Reading<ReferenceScan>> references = new ReferenceScanner(reader).ScanAsync(
            pair, secondary, primary.Workspace.Value?.GetString("properties", "workspaceId"));
        await new NeighbourReader(reader).ReadAsync(pair, primary, secondary);
        var snapshot = new ReadinessSnapshot
        {
            Pair = pair,
            TakenAt = takenAt,
            Primary = primary,
            Secondary = secondary,
            Regions = await regions,
            AmlRegistries = await registries,
            DeletedWorkspaces = await deleted,
            References = await references,
            Mirror = await mirror,
            Resources = new Dictionary<string, Reading<AssetDocument>>(),
            Lists = new Dictionary<string, Reading<IReadOnlyList<AssetDocument>>>(),
        };
        (IReadOnlyDictionary<string, Reading<AssetDocument>> resources, IReadOnlyDictionary<string, Reading<IReadOnlyList<AssetDocument>>> lists) =
            await reader.ResultsAsync();
        snapshot = snapshot with { Resources = resources, Lists = lists };
        await _sightings.KeepAsync(snapshot, cancellationToken);
        return snapshot;
    }

    // At the resource groups, where the app's role is; in the whole subscription only for what the policy names and they do not hold.
    private static async Task<Reading<IReadOnlyList<AssetDocument>>> RegistriesAsync(ResourceReader reader, Pair pair)
    {
        const string list = "/providers/Microsoft.MachineLearningServices/registries";
        Reading<IReadOnlyList<AssetDocument>> near = Reading.Join(
            "the AML registries",
            await Task.WhenAll(new[] { pair.Primary.ResourceGroupId, pair.Secondary.ResourceGroupId }
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(group => reader.ListAsync(group + list))));
        return near.Value is null || pair.Policy.Registry is not { } named
            || near.Value.Any(registry => string.Equals(registry.ResourceName, named.Name, StringComparison.OrdinalIgnoreCase))
            ? near
            : await reader.ListAsync($"/subscriptions/{pair.Secondary.SubscriptionId}{list}");
    }
}
