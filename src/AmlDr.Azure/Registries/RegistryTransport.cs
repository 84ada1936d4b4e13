using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Registries;

/// <summary>
/// Carries assets by a registry that both regions have, instead of copying them: the primary's version is published under its own name and version,
/// and what refers to it in the secondary refers to the registry. The secondary workspace does not hold it.
/// </summary>
/// <remarks>
/// Publishing is published for models, environments, data, components and code (<c>facts/aml-rest.md</c> 2.13). That a version of a workspace may
/// take its files from a registry is not, so none is made. A version that was deleted from a registry cannot be made there again (1.3).
/// </remarks>
public sealed class RegistryTransport
{
    /// <summary>The code under which the ledger has what a registry carries.</summary>
    public const string CarriedCode = "InRegistry";

    private static readonly FieldPath[] Changing =
    [
        FieldPath.Of("properties.description"), FieldPath.Of("properties.tags"), FieldPath.Of("properties.isArchived"), FieldPath.Of("properties.stage"),
    ];

    // What says what the asset is, and does not name where its files stand.
    private static readonly string[] Identifying = ["modelType", "image", "condaFile", "osType", "dataType"];

    private readonly RegistryFinder _registries;
    private readonly ArmClientFactory _arm;
    private readonly AmlClient _aml;
    private readonly PairRegistry _pairs;
    private readonly KindCatalog _kinds;
    private readonly PlanStore _plans;
    private readonly LedgerStore _ledger;
    private readonly DependencyFinder _dependencies;
    private readonly string _apiVersion;
    private readonly TimeProvider _clock;

    internal RegistryTransport(
        RegistryFinder registries, ArmClientFactory arm, AmlClient aml, PairRegistry pairs, KindCatalog kinds, PlanStore plans, LedgerStore ledger,
        IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        _registries = registries;
        _arm = arm;
        _aml = aml;
        _pairs = pairs;
        _kinds = kinds;
        _plans = plans;
        _ledger = ledger;
        _dependencies = new DependencyFinder(kinds);
        _apiVersion = options.Value.Arm.ApiVersion;
        _clock = clock;
    }

    /// <summary>Says whether the policy has an asset carried by a registry.</summary>
    /// <param name="policy">The pair's policy.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document in the primary.</param>
    /// <returns>True when it does, the kind can be carried, and the version is not anonymous: those stay where they are used.</returns>
    public static bool CanCarry(PairPolicy policy, AssetId asset, AssetDocument document)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(document);
        return policy.Registry is { } registry
            && RegistryAssets.CanCarry(asset.Kind)
            && document.GetBoolean("properties", "isAnonymous") != true
            && registry.Assets.Any(filter => filter.Matches(asset, document));
    }

    /// <summary>Says whether the registry holds an asset as the primary has it.</summary>
    /// <param name="pair">The pair, whose policy names a registry.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="source">Its document in the primary.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when it is to be published, or what may change of it to be written.</returns>
    /// <exception cref="RefusedException">There is no such registry, a region lacks it, or it holds another asset of the name and version.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<bool> HoldsAsync(Pair pair, AssetId asset, AssetDocument source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(source);
        AssetDocument? standing = await TryGetAsync(pair, asset, cancellationToken);
        if (standing is null)
        {
            return false;
        }

        RequireSame(pair, asset, source, standing);
        return Provisioning.HasSucceeded(standing) && !HasChanged(source, standing);
    }

    /// <summary>Publishes an asset, or writes what of it has changed. Doing it again finds what took effect.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset, for which a plan was made.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="RefusedException">The registry cannot take it: it is missing, lacks a region, holds another asset, or had the version deleted.</exception>
    /// <exception cref="TransientException">A call failed or its answer was lost; it may have taken effect.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task<RegistryPublication> PublishAsync(string pairName, AssetId asset, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        AssetDocument source = await _aml.TryGetVersionAsync(pair.Primary, asset, cancellationToken)
            ?? throw new ConflictException($"The primary {pair.Primary.Name} does not hold {asset} any more; the next attempt plans anew.");
        if (await TryGetAsync(pair, asset, cancellationToken) is { } standing)
        {
            RequireSame(pair, asset, source, standing);
            return await UpdateAsync(pair, asset, source, standing, cancellationToken);
        }

        MirrorPlan plan = (await _plans.GetAsync(pair.Name, asset, cancellationToken)).Value;
        if (plan.WriteBegunAt is not null)
        {
            // Begun, and its answer lost: it may be under way. Whoever watches finds out, and the next inspection begins anew.
            return new RegistryPublication(false);
        }

        await _plans.WriteAsync(pair.Name, plan with { WriteBegunAt = _clock.GetUtcNow() }, cancellationToken);
        var body = new JsonObject
        {
            ["registryName"] = pair.Policy.Registry!.Name, ["destinationName"] = asset.Name, ["destinationVersion"] = asset.Version,
        };
        try
        {
            ArmActionResult started = await _arm.GetWorkspace(pair.Primary)
                .PostAsync($"{_kinds[asset.Kind].PathOf(asset)}/publish", body, _apiVersion, cancellationToken);
            return new RegistryPublication(started.Operation is null, started.Operation, started.RetryAfter, WasWritten: true);
        }
        catch (ConflictException exception)
        {
            return await TryGetAsync(pair, asset, cancellationToken) is not null
                ? new RegistryPublication(true)
                : throw new RefusedException(
                    $"RegistryRefuses: the registry '{pair.Policy.Registry.Name}' does not take {asset}: {exception.Message} "
                    + "A version that was deleted from a registry cannot be made there again; register the asset under a new version.", exception);
        }
    }

    /// <summary>Looks how far a publication is.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="operation">Where it is watched; null when only the registry tells.</param>
    /// <param name="isOverdue">True when it has taken longer than anything is waited for.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="ProvisioningFailedException">The service could not carry it out, or not in time.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<RegistryPublication> CheckAsync(
        string pairName, AssetId asset, Uri? operation, bool isOverdue, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        ArmOperationStatus? status = operation is null ? null : await _arm.GetWorkspace(pair.Primary).TryGetOperationAsync(operation, cancellationToken);
        if (Provisioning.IsFailure(status?.Status))
        {
            throw Failure(pair, asset, status!.Error ?? "the service gives no reason");
        }

        bool ended = status is null || string.Equals(status.Status, "Succeeded", StringComparison.OrdinalIgnoreCase);
        AssetDocument? standing = ended ? await TryGetAsync(pair, asset, cancellationToken) : null;
        if (standing is not null && Provisioning.HasFailed(standing))
        {
            throw Failure(pair, asset, "the registry has it as failed");
        }

        bool isDone = standing is not null && Provisioning.HasSucceeded(standing);
        return isDone || !isOverdue
            ? new RegistryPublication(isDone, operation, status?.RetryAfter)
            : throw Failure(pair, asset, "it has been at it for too long");
    }

    /// <summary>Finds which assets that a document refers to a registry carries, as the ledger has them.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="kind">The document's kind.</param>
    /// <param name="source">The primary's document.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The assets; null when there are none. Costs nothing where the policy names no registry.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<RegistryAssets?> FindCarriedAsync(Pair pair, IAssetKind kind, AssetDocument source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(kind);
        if (pair.Policy.Registry is not { } registry)
        {
            return null;
        }

        var carried = new HashSet<AssetId>();
        foreach (Dependency dependency in _dependencies.Find(new AssetId(kind.Name, "", ""), source, pair.Primary)
            .Where(dependency => RegistryAssets.CanCarry(dependency.Asset.Kind)))
        {
            if (dependency.Label is null)
            {
                await AddAsync(dependency.Asset);
                continue;
            }

            foreach (string version in (await _ledger.ListVersionsAsync(pair.Name, dependency.Asset.Kind, dependency.Asset.Name, cancellationToken)).Keys)
            {
                await AddAsync(dependency.Asset with { Version = version });
            }
        }

        return carried.Count == 0 ? null : new RegistryAssets(registry.Name, carried);

        async Task AddAsync(AssetId asset)
        {
            if (await _ledger.TryGetAsync(pair.Name, asset, cancellationToken) is { State: AssetState.Mirrored, Reason.Code: CarriedCode })
            {
                carried.Add(asset);
            }
        }
    }

    /// <summary>Why the ledger has an asset as mirrored although the secondary workspace does not hold it.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <returns>The reason.</returns>
    public static AssetReason ReasonFor(Pair pair, AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new AssetReason(
            CarriedCode,
            $"The registry that both regions have carries it: {RegistryAssets.AddressOf(pair.Policy.Registry!.Name, asset)}. "
            + "What refers to it in the secondary refers to that.");
    }

    private async Task<RegistryPublication> UpdateAsync(
        Pair pair, AssetId asset, AssetDocument source, AssetDocument standing, CancellationToken cancellationToken)
    {
        if (!Provisioning.HasSucceeded(standing) || !HasChanged(source, standing))
        {
            return new RegistryPublication(Provisioning.HasSucceeded(standing));
        }

        JsonObject body = WritableDocument.From(standing, _kinds[asset.Kind]);
        JsonObject properties = body["properties"]!.AsObject();
        foreach (string field in Changing.Select(path => path.Steps[^1]))
        {
            if (source.TryGet(["properties", field], out JsonNode? value))
            {
                properties[field] = value.DeepClone();
            }
            else
            {
                properties.Remove(field);
            }
        }

        AssetDocument written = await _arm.Root.PutAsync(await PathAsync(pair, asset, cancellationToken), body, _apiVersion, cancellationToken);
        return new RegistryPublication(Provisioning.HasSucceeded(written), WasWritten: true);
    }

    private async Task<AssetDocument?> TryGetAsync(Pair pair, AssetId asset, CancellationToken cancellationToken) =>
        await _arm.Root.TryGetAsync(await PathAsync(pair, asset, cancellationToken), _apiVersion, cancellationToken);

    private async Task<string> PathAsync(Pair pair, AssetId asset, CancellationToken cancellationToken) =>
        $"{await _registries.FindAsync(pair, cancellationToken)}/{_kinds[asset.Kind].PathOf(asset)}";

    private static bool HasChanged(AssetDocument source, AssetDocument standing) => Changing.Any(field =>
        !JsonNode.DeepEquals(Value(source, field), Value(standing, field)));

    // The service answers with empty maps, nulls and defaults, or without.
    private static JsonNode? Value(AssetDocument document, FieldPath field) =>
        document.TryGet([.. field.Steps], out JsonNode? value) && value is not JsonObject { Count: 0 } && !(value is JsonValue flag && flag.TryGetValue(out bool isSet) && !isSet)
            && !(value is JsonValue text && text.TryGetValue(out string? word) && word.Length == 0)
            ? value
            : null;

    private static void RequireSame(Pair pair, AssetId asset, AssetDocument source, AssetDocument standing)
    {
        string? differing = Identifying.FirstOrDefault(field => source.GetString("properties", field) is { } said
            && standing.GetString("properties", field) is { } holds && !string.Equals(said, holds, StringComparison.Ordinal));
        if (differing is not null)
        {
            throw new RefusedException(
                $"RegistryConflict: the registry '{pair.Policy.Registry!.Name}' holds another {asset}: its 'properties.{differing}' is "
                + $"'{AssetNames.Printable(standing.GetString("properties", differing)!)}'. Register the asset under a new version, or leave it out of the policy's 'registry.assets'.");
        }
    }

    private static ProvisioningFailedException Failure(Pair pair, AssetId asset, string why) => new(
        $"{asset} could not be published to the registry '{pair.Policy.Registry!.Name}': {why}. The next sweep tries again.");
}
