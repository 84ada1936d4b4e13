using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Blobs;

/// <summary>Builds requests of the blob service. Source: Blob service REST specification 2024-08-04.</summary>
internal static class BlobRequest
{
    /// <summary>Names the service version; the newest that Azurite and Azure both take.</summary>
    public const string ServiceVersion = "2024-08-04";

    private const string MetadataPrefix = "x-ms-meta-";

    /// <summary>Starts a request for a container or a blob in it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="container">The container's address; a query in it (a SAS) is kept.</param>
    /// <param name="method">The method.</param>
    /// <param name="blobName">The blob's name, unescaped; null for the container.</param>
    /// <returns>The message, to be completed and sent.</returns>
    public static HttpMessage Create(HttpPipeline pipeline, Uri container, RequestMethod method, string? blobName = null)
    {
        HttpMessage message = pipeline.CreateMessage();
        Request request = message.Request;
        request.Method = method;
        request.Uri.Reset(blobName is null ? container : BlobAddress(container, blobName));
        request.Headers.SetValue("x-ms-version", ServiceVersion);
        return message;
    }

    /// <summary>The address of a blob.</summary>
    /// <param name="container">The container's address; a query in it is kept.</param>
    /// <param name="blobName">The name, unescaped. Slashes separate segments; everything else is escaped.</param>
    /// <returns>The address.</returns>
    /// <exception cref="InvalidAssetException">A segment of the name is <c>.</c> or <c>..</c>.</exception>
    public static Uri BlobAddress(Uri container, string blobName)
    {
        string[] segments = blobName.Split('/');
        if (segments.Any(segment => segment is "." or ".."))
        {
            // Escaped or not, an address resolves them: it would name another blob, even one of another container.
            throw new InvalidAssetException(
                $"'{AssetNames.Printable(blobName)}' has a segment '.' or '..', which no blob's name can have; give the path without it.");
        }

        string path = string.Join('/', segments.Select(Uri.EscapeDataString));
        return new Uri($"{container.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}{container.Query}");
    }

    /// <summary>Adds metadata.</summary>
    /// <param name="request">The request.</param>
    /// <param name="metadata">The names and values.</param>
    public static void SetMetadata(Request request, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        foreach ((string name, string value) in metadata)
        {
            request.Headers.SetValue(MetadataPrefix + name, value);
        }
    }

    /// <summary>Reads metadata from an answer's headers.</summary>
    /// <param name="headers">The headers.</param>
    /// <returns>The names and values.</returns>
    public static Dictionary<string, string> GetMetadata(ResponseHeaders headers) =>
        headers.Where(header => header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Name[MetadataPrefix.Length..], header => header.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the headers that are kept with the blob.</summary>
    /// <param name="request">The request.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="contentMd5">The MD5 of the whole content in Base64, if known.</param>
    public static void SetBlobHeaders(Request request, BlobHttpHeaders headers, string? contentMd5)
    {
        Set("x-ms-blob-content-type", headers.ContentType);
        Set("x-ms-blob-content-encoding", headers.ContentEncoding);
        Set("x-ms-blob-content-language", headers.ContentLanguage);
        Set("x-ms-blob-content-disposition", headers.ContentDisposition);
        Set("x-ms-blob-cache-control", headers.CacheControl);
        Set("x-ms-blob-content-md5", contentMd5);

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                request.Headers.SetValue(name, value);
            }
        }
    }
}
