using AmlDr.Azure.Blobs;
using AmlDr.Azure.Pipeline;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>Azurite, with signed addresses. It takes tokens over https only, with a certificate that nobody here has.</summary>
internal sealed class AzuriteBlobService : BlobService
{
    private static readonly TimeSpan CopyTimeout = TimeSpan.FromSeconds(30);
    private readonly LoopbackTransport _transport = new();
    private readonly HttpPipeline _pipeline;
    private readonly Azurite _azurite;

    public AzuriteBlobService(Azurite azurite)
    {
        _azurite = azurite;
        _pipeline = HttpPipelineBuilder.Build(new Options { Transport = _transport });
    }

    public override BlobContainerClient Container(string name, bool second = false) =>
        new(_pipeline, _azurite.SignedAddress(second ? "azuritetwo" : "azuriteone", name));

    public override BlobCopyClient CopyClient(BlobContainerClient container) => new(_pipeline, container.Address, CopyTimeout);

    public override CopySource Source(BlobContainerClient container, string name, string etag) => new(container.AddressOf(name), null, etag);

    public override ValueTask DisposeAsync()
    {
        _transport.Dispose();
        return default;
    }

    private sealed class Options : ClientOptions;
}
