using System.Globalization;
using System.Runtime.CompilerServices;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Blobs;

/// <summary>
/// A blob container, over Azure.Core's pipeline. Calls are safe to repeat; a conditional write that is answered with a conflict may be our own
/// earlier one whose answer was lost, so its caller looks.
/// </summary>
public sealed class BlobContainerClient
{
    private readonly HttpPipeline _pipeline;

    /// <summary>Creates a client.</summary>
    /// <param name="pipeline">A pipeline that authorises the requests.</param>
    /// <param name="address">The container's address; a query in it (a SAS) is sent with every request.</param>
    public BlobContainerClient(HttpPipeline pipeline, Uri address)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(address);
        _pipeline = pipeline;
        Address = Addresses.AsHttps(address);
    }

    /// <summary>The container's address.</summary>
    public Uri Address { get; }

    /// <summary>The address of a blob in it.</summary>
    /// <param name="name">The blob's name, unescaped.</param>
    /// <returns>The address.</returns>
    public Uri AddressOf(string name) => BlobRequest.BlobAddress(Address, name);

    /// <summary>Creates the container unless it exists.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it exists.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Put);
        message.Request.Uri.AppendQuery("restype", "container");
        Response response = await SendAsync(message, cancellationToken);
        if (response.Status is not (201 or 409))
        {
            throw FailureMapper.FromResponse(Describe(message), message.Request, response);
        }
    }

    /// <summary>Lists blobs, all pages, with their metadata.</summary>
    /// <param name="prefix">What the names start with; empty for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The blobs in order of name.</returns>
    /// <exception cref="NotFoundException">There is no such container.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? marker = null;
        do
        {
            BlobPage page = await ListPageAsync(prefix, marker, null, cancellationToken);
            foreach (BlobItem item in page.Items)
            {
                yield return item;
            }

            marker = page.NextMarker;
        }
        while (marker is not null);
    }

    /// <summary>Lists one page of blobs, with their metadata.</summary>
    /// <param name="prefix">What the names start with; empty for all.</param>
    /// <param name="marker">Where to go on; null for the start.</param>
    /// <param name="pageSize">How many at most, 1 to 5,000; null for the service's own size.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="NotFoundException">There is no such container.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<BlobPage> ListPageAsync(string prefix, string? marker, int? pageSize, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Get);
        RequestUriBuilder address = message.Request.Uri;
        address.AppendQuery("restype", "container");
        address.AppendQuery("comp", "list");
        address.AppendQuery("include", "metadata");
        if (prefix.Length > 0)
        {
            address.AppendQuery("prefix", prefix, escapeValue: true);
        }

        if (marker is not null)
        {
            address.AppendQuery("marker", marker, escapeValue: true);
        }

        if (pageSize is { } size)
        {
            address.AppendQuery("maxresults", size.ToString(CultureInfo.InvariantCulture));
        }

        return BlobXml.ReadList(await SendForSuccessAsync(message, cancellationToken));
    }

    /// <summary>Reads a blob's headers.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The blob; null when there is none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<BlobItem?> TryGetPropertiesAsync(string name, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Head, name);
        Response response = await SendAsync(message, cancellationToken);
        if (response.Status == 404)
        {
            return null;
        }

        ThrowUnlessSuccess(message, response);
        ResponseHeaders headers = response.Headers;
        return new BlobItem(
            name,
            headers.ContentLengthLong ?? throw new TransientException($"{Describe(message)}: the answer has no length."),
            Header("ETag") ?? "",
            Header("Content-MD5"),
            new BlobHttpHeaders(
                Header("Content-Type"), Header("Content-Encoding"), Header("Content-Language"), Header("Content-Disposition"),
                Header("Cache-Control")),
            BlobRequest.GetMetadata(headers));

        string? Header(string key) => headers.TryGetValue(key, out string? value) ? value : null;
    }

    /// <summary>Reads a small blob whole.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; null when there is no such blob.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<BlobContent?> TryDownloadAsync(string name, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Get, name);
        Response response = await SendAsync(message, cancellationToken);
        if (response.Status == 404)
        {
            return null;
        }

        ThrowUnlessSuccess(message, response);
        return new BlobContent(response.Content, response.Headers.TryGetValue("ETag", out string? etag) ? etag : "");
    }

    /// <summary>Reads a range of a blob into memory.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="offset">Where it starts, in bytes.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <param name="etag">The ETag that the blob must still have.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ConflictException">The blob has changed.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<BinaryData> DownloadRangeAsync(
        string name, long offset, long length, string etag, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Get, name);
        message.Request.Headers.SetValue("x-ms-range", string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}"));
        message.Request.Headers.SetValue("If-Match", etag);
        BinaryData content = (await SendForSuccessAsync(message, cancellationToken)).Content;
        return content.ToMemory().Length == length
            ? content
            : throw new TransientException($"{Describe(message)}: {length} bytes were asked for and {content.ToMemory().Length} came.");
    }

    /// <summary>Writes a small blob whole.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="condition">What must hold of the blob that is there.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="metadata">Metadata, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ETag, with its quotes.</returns>
    /// <exception cref="ConflictException">The condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public Task<string> UploadAsync(
        string name, BinaryData content, BlobCondition condition, string contentType, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        UploadAsync(name, content, condition, new BlobHttpHeaders(contentType), metadata, cancellationToken);

    /// <summary>Writes a small blob whole, with all headers that are kept with it.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="condition">What must hold of the blob that is there.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="metadata">Metadata, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ETag, with its quotes.</returns>
    /// <exception cref="ConflictException">The condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<string> UploadAsync(
        string name, BinaryData content, BlobCondition condition, BlobHttpHeaders headers, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Put, name);
        Request request = message.Request;
        request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        request.Headers.SetValue("Content-Type", headers.ContentType ?? "application/octet-stream");
        BlobRequest.SetBlobHeaders(request, headers, contentMd5: null);
        BlobRequest.SetMetadata(request, metadata ?? new Dictionary<string, string>());
        condition.Apply(request);
        request.Content = RequestContent.Create(content);
        Response response = await SendForSuccessAsync(message, cancellationToken);
        return response.Headers.TryGetValue("ETag", out string? etag) ? etag : "";
    }

    /// <summary>Deletes a blob.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<bool> DeleteIfExistsAsync(string name, CancellationToken cancellationToken) =>
        DeleteIfExistsAsync(name, BlobCondition.None, cancellationToken);

    /// <summary>Deletes a blob if a condition holds.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="condition">What must hold of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="ConflictException">The condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<bool> DeleteIfExistsAsync(string name, BlobCondition condition, CancellationToken cancellationToken)
    {
        using HttpMessage message = BlobRequest.Create(_pipeline, Address, RequestMethod.Delete, name);
        condition.Apply(message.Request);
        Response response = await SendAsync(message, cancellationToken);
        if (response.Status == 404)
        {
            return false;
        }

        ThrowUnlessSuccess(message, response);
        return true;
    }

    private Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken) =>
        _pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);

    private Task<Response> SendForSuccessAsync(HttpMessage message, CancellationToken cancellationToken) =>
        _pipeline.SendForSuccessAsync(message, Describe(message), cancellationToken);

    private static void ThrowUnlessSuccess(HttpMessage message, Response response)
    {
        if (response.Status is < 200 or >= 300)
        {
            throw FailureMapper.FromResponse(Describe(message), message.Request, response);
        }
    }

    // The path only: a query may hold a signature.
    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Host}{message.Request.Uri.Path}";
}
