using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Mirroring;

/// <summary>The plans of mirrorings that are under way.</summary>
public sealed class PlanStore
{
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public PlanStore(ControlStoreClient store) => _store = store;

    /// <summary>Reads a plan.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The plan and its ETag.</returns>
    /// <exception cref="ConflictException">There is no plan: another run of the same mirroring has finished it.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<Versioned<MirrorPlan>> GetAsync(string pair, AssetId asset, CancellationToken cancellationToken) =>
        await _store.TryReadAsync<MirrorPlan>(ControlStoreNames.Plan(pair, asset), cancellationToken)
            ?? throw new ConflictException($"The plan for {asset} is gone from the control store; the next attempt plans anew.");

    /// <summary>Tells when the write by a plan has begun.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time; null when none has begun, or there is no plan.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<DateTimeOffset?> TryGetWriteAsync(string pair, AssetId asset, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<MirrorPlan>(ControlStoreNames.Plan(pair, asset), cancellationToken))?.Value.WriteBegunAt;

    /// <summary>Writes a plan over what stands.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteAsync(string pair, MirrorPlan plan, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.Plan(pair, plan.Asset), plan, BlobCondition.None, null, cancellationToken);

    /// <summary>Deletes a plan that has been carried out.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task DeleteAsync(string pair, AssetId asset, CancellationToken cancellationToken) =>
        _store.Container.DeleteIfExistsAsync(ControlStoreNames.Plan(pair, asset), cancellationToken);
}
