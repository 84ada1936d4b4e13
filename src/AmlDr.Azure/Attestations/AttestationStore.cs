using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Readiness;

namespace AmlDr.Azure.Attestations;

/// <summary>Keeps what operators vouch for, one blob per pair.</summary>
public sealed class AttestationStore
{
    private const int Attempts = 5;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public AttestationStore(ControlStoreClient store) => _store = store;

    /// <summary>Lists a pair's attestations, expired ones included.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The attestations, one per check, in order of the checks' names.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyList<Attestation>> ListAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<IReadOnlyList<Attestation>>(ControlStoreNames.Attestations(pair), cancellationToken))?.Value ?? [];

    /// <summary>Keeps an attestation in the place of an earlier one on the same check. Earlier reports keep the earlier one.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="attestation">The attestation.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing them.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task WriteAsync(string pair, Attestation attestation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        string name = ControlStoreNames.Attestations(pair);
        for (int attempt = 1; ; attempt++)
        {
            Versioned<IReadOnlyList<Attestation>>? standing = await _store.TryReadAsync<IReadOnlyList<Attestation>>(name, cancellationToken);
            IReadOnlyList<Attestation> changed =
            [
                .. (standing?.Value ?? []).Where(one => one.Check != attestation.Check).Append(attestation).OrderBy(one => one.Check, StringComparer.Ordinal),
            ];
            try
            {
                await _store.WriteAsync(
                    name, changed, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag), null, cancellationToken);
                return;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: writing it again is the same.
            }
        }
    }
}
