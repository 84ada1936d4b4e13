using System.Globalization;
using System.Runtime.CompilerServices;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Files;

/// <summary>
/// A file share, over Azure.Core's pipeline. Paths are unescaped, with slashes between segments and none at the ends. Calls are safe to repeat but
/// for the rename, whose caller looks.
/// </summary>
public sealed class FileShareClient
{
    /// <summary>The longest range that one call may write. Source: "Put Range", request headers.</summary>
    public const long LargestRange = 4L * 1024 * 1024;

    private readonly HttpPipeline _pipeline;
    private readonly TimeSpan _copyTimeout;

    /// <summary>Creates a client.</summary>
    /// <param name="pipeline">A pipeline that authorises the requests.</param>
    /// <param name="address">The share's address.</param>
    /// <param name="copyTimeout">How long a call may take that moves bytes.</param>
    public FileShareClient(HttpPipeline pipeline, Uri address, TimeSpan copyTimeout)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(address);
        _pipeline = pipeline;
        _copyTimeout = copyTimeout;
        Address = Addresses.AsHttps(address);
    }

    /// <summary>The share's address.</summary>
    public Uri Address { get; }

    /// <summary>Lists what a directory holds, all pages.</summary>
    /// <param name="path">The directory; empty for the share's root.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Its directories and files.</returns>
    /// <exception cref="NotFoundException">There is no such share or directory.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async IAsyncEnumerable<FileItem> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? marker = null;
        do
        {
            using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Get, path);
            RequestUriBuilder address = message.Request.Uri;
            address.AppendQuery("restype", "directory");
            address.AppendQuery("comp", "list");
            address.AppendQuery("include", "timestamps");
            if (marker is not null)
            {
                address.AppendQuery("marker", marker, escapeValue: true);
            }

            message.Request.Headers.SetValue("x-ms-file-extended-info", "true");
            (IReadOnlyList<FileItem> items, marker) = FileXml.ReadList(await SendForSuccessAsync(message, cancellationToken));
            foreach (FileItem item in items)
            {
                yield return item;
            }
        }
        while (marker is not null);
    }

    /// <summary>Reads a file's headers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its properties; null when there is none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<FileProperties?> TryGetPropertiesAsync(string path, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Head, path);
        Response response = await _pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        if (response.Status == 404)
        {
            return null;
        }

        if (response.Status is < 200 or >= 300)
        {
            throw FailureMapper.FromResponse(Describe(message), message.Request, response);
        }

        ResponseHeaders headers = response.Headers;
        return new FileProperties(
            headers.ContentLengthLong ?? throw new TransientException($"{Describe(message)}: the answer has no length."),
            DateTimeOffset.TryParse(
                Header(FileRequest.LastWriteTime), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset written)
                ? written
                : throw new TransientException($"{Describe(message)}: the answer does not say when the file was last written."),
            Header("ETag") ?? "",
            Header("Content-MD5"),
            new BlobHttpHeaders(
                Header("Content-Type"), Header("Content-Encoding"), Header("Content-Language"), Header("Content-Disposition"), Header("Cache-Control")),
            BlobRequest.GetMetadata(headers));

        string? Header(string key) => headers.TryGetValue(key, out string? value) ? value : null;
    }

    /// <summary>Creates a directory unless it is there. The one above it must be.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="ConflictException">A file has the name.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task CreateDirectoryIfMissingAsync(string path, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Put, path);
        message.Request.Uri.AppendQuery("restype", "directory");
        message.Request.Headers.SetValue("x-ms-file-attributes", "None");
        message.Request.Headers.SetValue("Content-Length", "0");
        Response response = await _pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        bool exists = response.Status == 409
            && response.Headers.TryGetValue("x-ms-error-code", out string? code) && code == "ResourceAlreadyExists";
        if (response.Status is < 200 or >= 300 && !exists)
        {
            throw FailureMapper.FromResponse(Describe(message), message.Request, response);
        }
    }

    /// <summary>Creates a file of a length, all zeros, over what stands.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task CreateFileAsync(
        string path, long length, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Put, path);
        Request request = message.Request;
        request.Headers.SetValue("x-ms-type", "file");
        request.Headers.SetValue("x-ms-content-length", length.ToString(CultureInfo.InvariantCulture));
        request.Headers.SetValue("x-ms-file-attributes", "None");
        request.Headers.SetValue("Content-Length", "0");
        BlobRequest.SetMetadata(request, metadata);
        await SendForSuccessAsync(message, cancellationToken);
    }

    /// <summary>Has the service write a range that it reads from another file itself.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The other file's address.</param>
    /// <param name="authorization">The leave to read it, <c>Bearer …</c>. A secret.</param>
    /// <param name="offset">Where the range starts in both, in bytes.</param>
    /// <param name="length">Its length, 1 to <see cref="LargestRange"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is written.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task PutRangeFromUrlAsync(
        string path, Uri source, string authorization, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        using HttpMessage message = CreateRange(path, offset, length);
        Request request = message.Request;
        request.Headers.SetValue("x-ms-copy-source", source.AbsoluteUri);
        request.Headers.SetValue("x-ms-copy-source-authorization", authorization);
        request.Headers.SetValue("x-ms-source-range", FileRequest.Range(offset, length));
        request.Headers.SetValue("x-ms-source-allow-trailing-dot", "true");
        request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        request.Headers.SetValue("Content-Length", "0");
        await SendForSuccessAsync(message, cancellationToken);
    }

    /// <summary>Writes a range.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where the range starts, in bytes.</param>
    /// <param name="content">Its bytes, 1 to <see cref="LargestRange"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is written.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task PutRangeAsync(string path, long offset, BinaryData content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using HttpMessage message = CreateRange(path, offset, content.ToMemory().Length);
        message.Request.Content = RequestContent.Create(content);
        await SendForSuccessAsync(message, cancellationToken);
    }

    /// <summary>Reads a range into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where it starts, in bytes.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<BinaryData> DownloadRangeAsync(string path, long offset, long length, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Get, path);
        message.NetworkTimeout = _copyTimeout;
        message.Request.Headers.SetValue("x-ms-range", FileRequest.Range(offset, length));
        BinaryData content = (await SendForSuccessAsync(message, cancellationToken)).Content;
        return content.ToMemory().Length == length
            ? content
            : throw new ConflictException($"{Describe(message)}: {length} bytes were asked for and {content.ToMemory().Length} came; the file has changed.");
    }

    /// <summary>Sets what is served with a file and when it was last written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="properties">What it shall have; length and ETag are not set.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is set.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task SetPropertiesAsync(string path, FileProperties properties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(properties);
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Put, path);
        Request request = message.Request;
        request.Uri.AppendQuery("comp", "properties");
        request.Headers.SetValue("x-ms-file-attributes", "None");
        request.Headers.SetValue(FileRequest.LastWriteTime, FileRequest.Time(properties.LastWriteTime));
        request.Headers.SetValue("Content-Length", "0");
        FileRequest.SetHeaders(request, properties.Headers, properties.ContentMd5);
        await SendForSuccessAsync(message, cancellationToken);
    }

    /// <summary>Sets a file's metadata.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">All of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is set.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task SetMetadataAsync(string path, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Put, path);
        message.Request.Uri.AppendQuery("comp", "metadata");
        message.Request.Headers.SetValue("Content-Length", "0");
        BlobRequest.SetMetadata(message.Request, metadata);
        await SendForSuccessAsync(message, cancellationToken);
    }

    /// <summary>Gives a file another path of the same share, over the file that stands there. The directory must be there.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new path.</param>
    /// <param name="lastWriteTime">When it was last written; kept over the rename.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it has moved.</returns>
    /// <exception cref="NotFoundException">There is no such file (any more: an earlier call whose answer was lost may have moved it).</exception>
    /// <exception cref="ConflictException">A directory stands there.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task RenameAsync(string from, string to, DateTimeOffset lastWriteTime, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Put, to);
        Request request = message.Request;
        request.Uri.AppendQuery("comp", "rename");
        request.Headers.SetValue("x-ms-file-rename-source", FileRequest.Address(Address, from).AbsoluteUri);
        request.Headers.SetValue("x-ms-file-rename-replace-if-exists", "true");
        request.Headers.SetValue("x-ms-file-rename-ignore-readonly", "true");
        request.Headers.SetValue("x-ms-source-allow-trailing-dot", "true");
        request.Headers.SetValue(FileRequest.LastWriteTime, FileRequest.Time(lastWriteTime));
        request.Headers.SetValue("Content-Length", "0");
        await SendForSuccessAsync(message, cancellationToken);
    }

    /// <summary>Deletes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<bool> DeleteIfExistsAsync(string path, CancellationToken cancellationToken)
    {
        using HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Delete, path);
        Response response = await _pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        return response.Status switch
        {
            404 => false,
            >= 200 and < 300 => true,
            _ => throw FailureMapper.FromResponse(Describe(message), message.Request, response),
        };
    }

    private HttpMessage CreateRange(string path, long offset, long length)
    {
        HttpMessage message = FileRequest.Create(_pipeline, Address, RequestMethod.Put, path);
        message.NetworkTimeout = _copyTimeout;
        message.Request.Uri.AppendQuery("comp", "range");
        message.Request.Headers.SetValue("x-ms-range", FileRequest.Range(offset, length));
        message.Request.Headers.SetValue("x-ms-write", "update");
        return message;
    }

    private Task<Response> SendForSuccessAsync(HttpMessage message, CancellationToken cancellationToken) =>
        _pipeline.SendForSuccessAsync(message, Describe(message), cancellationToken);

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Host}{message.Request.Uri.Path}";
}
