using AmlDr.Azure.Options;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Files;

/// <summary>Makes clients for file shares, all on one pipeline with this app's own token.</summary>
public sealed class FileShareClientFactory
{
    private static readonly string[] Scopes = ["https://storage.azure.com/.default"];
    private readonly TokenCredential _credential;
    private readonly HttpPipeline _pipeline;
    private readonly TimeSpan _copyTimeout;

    internal FileShareClientFactory(TokenCredential credential, HttpPipelineTransport transport, IOptions<AmlDrOptions> options)
    {
        var clientOptions = new FileClientOptions { Transport = transport };
        clientOptions.Retry.NetworkTimeout = options.Value.Arm.CallTimeout;
        clientOptions.Retry.MaxRetries = 3;
        clientOptions.Retry.Delay = TimeSpan.FromMilliseconds(500);
        clientOptions.Retry.MaxDelay = TimeSpan.FromSeconds(20);
        clientOptions.Diagnostics.IsLoggingContentEnabled = false;
        _pipeline = HttpPipelineBuilder.Build(clientOptions, new BearerTokenAuthenticationPolicy(credential, Scopes));
        _credential = credential;
        _copyTimeout = options.Value.Copy.CallTimeout;
    }

    /// <summary>A client for a share.</summary>
    /// <param name="address">The share's address.</param>
    /// <returns>The client.</returns>
    public FileShareClient GetShare(Uri address) => new(_pipeline, address, _copyTimeout);

    /// <summary>
    /// Leave for the destination to read a source file: this app's own token. Signatures for files need an account key, which the app does not have.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value for <c>x-ms-copy-source-authorization</c>. A secret.</returns>
    public async ValueTask<string> AuthorizeSourceAsync(CancellationToken cancellationToken) =>
        $"Bearer {(await _credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken)).Token}";

    private sealed class FileClientOptions : ClientOptions;
}
