using AmlDr.Azure.Pipeline;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Blobs;

/// <summary>Asks a storage account for a user delegation key (<c>?restype=service&amp;comp=userdelegationkey</c>).</summary>
internal sealed class UserDelegationKeyClient(HttpPipeline pipeline, Uri endpoint)
{
    public async Task<UserDelegationKey> GetAsync(DateTimeOffset start, DateTimeOffset expiry, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(
            pipeline, new Uri(Addresses.AsHttps(endpoint).AbsoluteUri.TrimEnd('/') + "/"), RequestMethod.Post);
        message.Request.Uri.AppendQuery("restype", "service");
        message.Request.Uri.AppendQuery("comp", "userdelegationkey");
        message.Request.Headers.SetValue("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(BlobXml.WriteKeyInfo(start, expiry));
        Response response = await pipeline.SendForSuccessAsync(
            message, $"POST userdelegationkey of {endpoint.Authority}{endpoint.AbsolutePath}", cancellationToken);
        return BlobXml.ReadUserDelegationKey(response);
    }
}
