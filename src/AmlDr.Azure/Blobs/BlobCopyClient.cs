using System.Globalization;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Blobs;

/// <summary>
/// Server-side copies into a container: the service reads the source itself. Every copy is bound to the source's ETag, so that a source that
/// changes half-way is noticed. Source: <c>facts/aml-rest.md</c> section 7.
/// </summary>
public sealed class BlobCopyClient
{
    private readonly HttpPipeline _pipeline;
    private readonly TimeSpan _callTimeout;

    /// <summary>Creates a client.</summary>
    /// <param name="pipeline">A pipeline that authorises the requests at the destination.</param>
    /// <param name="address">The destination container's address.</param>
    /// <param name="callTimeout">How long one copy call may take.</param>
    public BlobCopyClient(HttpPipeline pipeline, Uri address, TimeSpan callTimeout)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(address);
        _pipeline = pipeline;
        Address = Addresses.AsHttps(address);
        _callTimeout = callTimeout;
    }

    /// <summary>The destination container's address.</summary>
    public Uri Address { get; }

    /// <summary>Put Blob From URL: the whole source in one call, its properties included.</summary>
    /// <param name="name">The destination's name.</param>
    /// <param name="source">The source, at most 5,000 MiB.</param>
    /// <param name="condition">What must hold of the destination.</param>
    /// <param name="metadata">The metadata of the destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the copy stands.</returns>
    /// <exception cref="ConflictException">The source has changed, or the condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task PutBlobFromUrlAsync(
        string name, CopySource source, BlobCondition condition, IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellationToken)
    {
        using HttpMessage message = CreateCopy(name, source, condition);
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        BlobRequest.SetMetadata(message.Request, metadata);
        await SendAsync(message, cancellationToken);
    }

    /// <summary>Copy Blob From URL: the whole source in one synchronous call.</summary>
    /// <param name="name">The destination's name.</param>
    /// <param name="source">The source, at most 256 MiB.</param>
    /// <param name="condition">What must hold of the destination.</param>
    /// <param name="metadata">The metadata of the destination.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the copy stands.</returns>
    /// <exception cref="ConflictException">The source has changed, or the condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task CopyFromUrlAsync(
        string name, CopySource source, BlobCondition condition, IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellationToken)
    {
        using HttpMessage message = CreateCopy(name, source, condition);
        message.Request.Headers.SetValue("x-ms-requires-sync", "true");
        BlobRequest.SetMetadata(message.Request, metadata);
        await SendAsync(message, cancellationToken);
    }

    /// <summary>Put Block From URL: one range of the source as an uncommitted block.</summary>
    /// <param name="name">The destination's name.</param>
    /// <param name="blockId">The block's identifier in Base64.</param>
    /// <param name="source">The source.</param>
    /// <param name="offset">Where the range starts, in bytes.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the block stands.</returns>
    /// <exception cref="ConflictException">The source has changed.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task PutBlockFromUrlAsync(
        string name, string blockId, CopySource source, long offset, long length, CancellationToken cancellationToken)
    {
        using HttpMessage message = CreateCopy(name, source, BlobCondition.None);
        message.Request.Uri.AppendQuery("comp", "block");
        message.Request.Uri.AppendQuery("blockid", blockId, escapeValue: true);
        message.Request.Headers.SetValue(
            "x-ms-source-range", string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}"));
        await SendAsync(message, cancellationToken);
    }

    /// <summary>Put Block: bytes from this process as an uncommitted block. The fallback where the service cannot read the source.</summary>
    /// <param name="name">The destination's name.</param>
    /// <param name="blockId">The block's identifier in Base64.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the block stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task PutBlockAsync(string name, string blockId, BinaryData content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Put, name);
        message.NetworkTimeout = _callTimeout;
        message.Request.Uri.AppendQuery("comp", "block");
        message.Request.Uri.AppendQuery("blockid", blockId, escapeValue: true);
        message.Request.Content = RequestContent.Create(content);
        await SendAsync(message, cancellationToken);
    }

    /// <summary>Get Block List: the blocks that wait to be committed.</summary>
    /// <param name="name">The destination's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Identifiers (Base64) and lengths in bytes; empty when there is no blob of the name.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyDictionary<string, long>> GetUncommittedBlocksAsync(string name, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Get, name);
        message.Request.Uri.AppendQuery("comp", "blocklist");
        message.Request.Uri.AppendQuery("blocklisttype", "uncommitted");
        string what = Describe(message);
        Response response = await _pipeline.SendForAnswerAsync(message, what, cancellationToken);
        return response.Status switch
        {
            404 => new Dictionary<string, long>(),
            >= 200 and < 300 => BlobXml.ReadUncommittedBlocks(response),
            _ => throw FailureMapper.FromResponse(what, message.Request, response),
        };
    }

    /// <summary>Put Block List: makes the blob of its blocks.</summary>
    /// <param name="name">The destination's name.</param>
    /// <param name="blockIds">The blocks' identifiers in Base64, in order.</param>
    /// <param name="condition">What must hold of the destination.</param>
    /// <param name="headers">What is served with the content.</param>
    /// <param name="contentMd5">The MD5 of the whole in Base64, if known; the service stores it and computes none itself.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the blob stands.</returns>
    /// <exception cref="ConflictException">The condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task PutBlockListAsync(
        string name, IEnumerable<string> blockIds, BlobCondition condition, BlobHttpHeaders headers, string? contentMd5,
        IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Put, name);
        Request request = message.Request;
        request.Uri.AppendQuery("comp", "blocklist");
        request.Headers.SetValue("Content-Type", "application/xml");
        BlobRequest.SetBlobHeaders(request, headers, contentMd5);
        BlobRequest.SetMetadata(request, metadata);
        condition.Apply(request);
        request.Content = RequestContent.Create(BlobXml.WriteBlockList(blockIds));
        await SendAsync(message, cancellationToken);
    }

    private HttpMessage CreateCopy(string name, CopySource source, BlobCondition condition)
    {
        HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Put, name);
        message.NetworkTimeout = _callTimeout;
        Request request = message.Request;
        request.Headers.SetValue("x-ms-copy-source", source.Address.AbsoluteUri);
        request.Headers.SetValue("x-ms-source-if-match", source.ETag);
        if (source.Authorization is not null)
        {
            request.Headers.SetValue("x-ms-copy-source-authorization", source.Authorization);
        }

        condition.Apply(request);

        // The service answers 400 unless a copy request says that it has no body.
        request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        request.Headers.SetValue("Content-Length", "0");
        return message;
    }

    private Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken) =>
        _pipeline.SendForSuccessAsync(message, Describe(message), cancellationToken);

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Host}{message.Request.Uri.Path}";
}
