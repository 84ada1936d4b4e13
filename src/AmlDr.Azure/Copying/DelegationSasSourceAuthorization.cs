using System.Collections.Concurrent;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Pipeline;

namespace AmlDr.Azure.Copying;

/// <summary>
/// Lets the destination account read with a signed address. One key per account is asked for and used for an hour; addresses are good as
/// long as one copy call may need.
/// </summary>
internal sealed class DelegationSasSourceAuthorization(BlobClientFactory blobs, TimeProvider clock) : ISourceAuthorization
{
    // Starts in the past because clocks differ; the service takes at most seven days.
    private static readonly TimeSpan KeySlack = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan AddressLife = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Uri, (DateTimeOffset Until, UserDelegationKey Key)> _keys = new();

    public async ValueTask<CopySource> AuthorizeAsync(
        Uri container, string blobName, string etag, CancellationToken cancellationToken)
    {
        string path = container.AbsolutePath.Trim('/');
        int slash = path.LastIndexOf('/');
        string containerName = path[(slash + 1)..];

        // Path style on loopback has the account in front of the container; elsewhere it is the host's first label.
        string account = slash < 0 ? container.Host.Split('.')[0] : path[..slash];
        var endpoint = new Uri(container.GetLeftPart(UriPartial.Authority) + (slash < 0 ? "" : $"/{account}"));
        DateTimeOffset now = clock.GetUtcNow();
        if (!_keys.TryGetValue(endpoint, out (DateTimeOffset Until, UserDelegationKey Key) kept) || kept.Until < now + AddressLife)
        {
            DateTimeOffset until = now + KeyLife;
            UserDelegationKey key = await blobs.GetDelegationKeyClient(endpoint).GetAsync(now - KeySlack, until, cancellationToken);
            _keys[endpoint] = kept = (until, key);
        }

        string query = UserDelegationSas.Sign(kept.Key, account, containerName, blobName, now + AddressLife);
        Uri address = BlobRequest.BlobAddress(Addresses.AsHttps(container), blobName);
        return new CopySource(new Uri($"{address.AbsoluteUri}?{query}"), null, etag);
    }
}
