using AmlDr.Azure.Options;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Blobs;

/// <summary>Makes clients for containers, all on one pipeline with this app's own token.</summary>
public sealed class BlobClientFactory
{
    private const string StorageScope = "https://storage.azure.com/.default";
    private readonly HttpPipeline _pipeline;
    private readonly TimeSpan _copyTimeout;

    internal BlobClientFactory(TokenCredential credential, HttpPipelineTransport transport, IOptions<AmlDrOptions> options)
    {
        var clientOptions = new BlobClientOptions { Transport = transport };
        clientOptions.Retry.NetworkTimeout = options.Value.Arm.CallTimeout;
        clientOptions.Retry.MaxRetries = 3;
        clientOptions.Retry.Delay = TimeSpan.FromMilliseconds(500);
        clientOptions.Retry.MaxDelay = TimeSpan.FromSeconds(20);
        clientOptions.Diagnostics.IsLoggingContentEnabled = false;
        _pipeline = HttpPipelineBuilder.Build(
            clientOptions, new BearerTokenAuthenticationPolicy(credential, StorageScope));
        _copyTimeout = options.Value.Copy.CallTimeout;
    }

    /// <summary>A client for reading and small writes.</summary>
    /// <param name="address">The container's address.</param>
    /// <returns>The client.</returns>
    public BlobContainerClient GetContainer(Uri address) => new(_pipeline, address);

    /// <summary>A client for copies into a container.</summary>
    /// <param name="address">The container's address.</param>
    /// <returns>The client.</returns>
    public BlobCopyClient GetCopyClient(Uri address) => new(_pipeline, address, _copyTimeout);

    /// <summary>A client for delegation keys of an account.</summary>
    /// <param name="endpoint">The account's blob endpoint.</param>
    /// <returns>The client.</returns>
    internal UserDelegationKeyClient GetDelegationKeyClient(Uri endpoint) => new(_pipeline, endpoint);

    private sealed class BlobClientOptions : ClientOptions;
}
