using AmlDr.Azure.Blobs;
using AmlDr.Azure.Pipeline;
using Azure.Core;

namespace AmlDr.Azure.Copying;

/// <summary>Lets the destination account read with this app's own token; Bearer is the only scheme that the header takes.</summary>
internal sealed class BearerSourceAuthorization(TokenCredential credential) : ISourceAuthorization
{
    private static readonly TokenRequestContext StorageToken = new(["https://storage.azure.com/.default"]);

    public async ValueTask<CopySource> AuthorizeAsync(
        Uri container, string blobName, string etag, CancellationToken cancellationToken)
    {
        AccessToken token = await credential.GetTokenAsync(StorageToken, cancellationToken);
        return new CopySource(BlobRequest.BlobAddress(Addresses.AsHttps(container), blobName), $"Bearer {token.Token}", etag);
    }
}
