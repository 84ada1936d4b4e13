using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Mirroring;

/// <summary>Looks how far a write in the secondary is that goes on after its answer.</summary>
public sealed class ProvisioningWatcher
{
    private readonly AmlClient _aml;
    private readonly PairRegistry _pairs;

    /// <summary>Creates a watcher.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="pairs">The pairs.</param>
    public ProvisioningWatcher(AmlClient aml, PairRegistry pairs)
    {
        _aml = aml;
        _pairs = pairs;
    }

    /// <summary>Looks once: at the operation while it is known, in the end always at the resource.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="operation">Where the operation is watched; null when only the resource tells.</param>
    /// <param name="isOverdue">True when it has taken longer than anything is waited for.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="ProvisioningFailedException">The service could not carry it out, or not in time.</exception>
    /// <exception cref="ConflictException">The secondary does not hold the asset any more.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<ProvisioningStatus> CheckAsync(string pairName, AssetId asset, Uri? operation, bool isOverdue, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        ArmOperationStatus? status = operation is null ? null : await _aml.TryGetOperationAsync(pair.Secondary, operation, cancellationToken);
        if (Provisioning.IsFailure(status?.Status))
        {
            throw Failure(pair, asset, status!.Error);
        }

        TimeSpan? retryAfter = status?.RetryAfter;
        bool isDone = status is null || string.Equals(status.Status, "Succeeded", StringComparison.OrdinalIgnoreCase);
        if (isDone)
        {
            AssetDocument standing = await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken)
                ?? throw new ConflictException($"The secondary {pair.Secondary.Name} does not hold {asset} any more, which was being provisioned.");
            isDone = Provisioning.HasFailed(standing) ? throw Failure(pair, asset, null) : Provisioning.HasSucceeded(standing);
        }

        return isDone || !isOverdue
            ? new ProvisioningStatus(isDone, retryAfter)
            : throw Failure(pair, asset, "it has been at it for too long");
    }

    private static ProvisioningFailedException Failure(Pair pair, AssetId asset, string? error) => new(
        $"The secondary {pair.Secondary.Name} could not provision {asset}: {error ?? "the service gives no reason; see the resource's logs"}. "
        + "Mend the cause, such as quota or access to its image; the next sweep tries again.");
}
