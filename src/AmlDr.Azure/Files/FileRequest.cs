using System.Globalization;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Files;

/// <summary>Builds requests of the file service. Source: File service REST specification 2024-08-04.</summary>
internal static class FileRequest
{
    /// <summary>The header by which a file's time of the last write is read and set.</summary>
    public const string LastWriteTime = "x-ms-file-last-write-time";

    private const string ServiceVersion = "2024-08-04";

    /// <summary>Starts a request for something in a share.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="share">The share's address.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the share, unescaped, without a slash at its ends; empty for the root.</param>
    public static HttpMessage Create(HttpPipeline pipeline, Uri share, RequestMethod method, string path)
    {
        HttpMessage message = pipeline.CreateMessage();
        Request request = message.Request;
        request.Method = method;
        request.Uri.Reset(Address(share, path));
        request.Headers.SetValue("x-ms-version", ServiceVersion);

        // With a token, the service asks to be told that files' own permissions are passed by; and a dot at a name's end is part of it.
        request.Headers.SetValue("x-ms-file-request-intent", "backup");
        request.Headers.SetValue("x-ms-allow-trailing-dot", "true");
        return message;
    }

    /// <summary>The address of something in a share. Slashes separate segments; everything else is escaped.</summary>
    /// <exception cref="InvalidAssetException">A segment is <c>.</c> or <c>..</c>, which no name can be.</exception>
    public static Uri Address(Uri share, string path)
    {
        if (path.Length == 0)
        {
            return share;
        }

        string[] segments = path.Split('/');
        if (segments.Any(segment => segment is "" or "." or ".."))
        {
            throw new InvalidAssetException($"'{AssetNames.Printable(path)}' has an empty segment, '.' or '..', which no file's path can have.");
        }

        return new Uri($"{share.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{string.Join('/', segments.Select(Uri.EscapeDataString))}");
    }

    /// <summary>Tells the service how a file is served, and what its MD5 is.</summary>
    public static void SetHeaders(Request request, BlobHttpHeaders headers, string? contentMd5)
    {
        Set("x-ms-content-type", headers.ContentType);
        Set("x-ms-content-encoding", headers.ContentEncoding);
        Set("x-ms-content-language", headers.ContentLanguage);
        Set("x-ms-content-disposition", headers.ContentDisposition);
        Set("x-ms-cache-control", headers.CacheControl);
        Set("x-ms-content-md5", contentMd5);

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                request.Headers.SetValue(name, value);
            }
        }
    }

    /// <summary>A time as the service spells it: seven digits of a second.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A range of bytes.</summary>
    public static string Range(long offset, long length) =>
        string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}");
}
