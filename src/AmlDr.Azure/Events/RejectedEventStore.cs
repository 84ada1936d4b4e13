using System.Security.Cryptography;
using System.Text;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Events;

/// <summary>Keeps events that were of no use, so that an operator can see why nothing happened. The event itself is not kept: it is not ours.</summary>
public sealed class RejectedEventStore
{
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public RejectedEventStore(ControlStoreClient store) => _store = store;

    /// <summary>Keeps an event. The same event again overwrites.</summary>
    /// <param name="rejected">The event.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteAsync(RejectedEvent rejected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rejected);

        // The identifier comes from outside and may be anything.
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rejected.EventId)).AsSpan(0, 16));
        return _store.WriteAsync(ControlStoreNames.RejectedEvent(key), rejected, BlobCondition.None, null, cancellationToken);
    }
}
