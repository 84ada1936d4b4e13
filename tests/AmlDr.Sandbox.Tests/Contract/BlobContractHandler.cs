using System.Web;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>Checks every answer of the blob service to a call that the specification knows.</summary>
internal sealed class BlobContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (KeyOf(request) is not { } key)
            return answer;
        string body = string.Empty;
        if (answer.Content.Headers.ContentType?.MediaType == "application/xml")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            body = await answer.Content.ReadAsStringAsync(cancellationToken);
        }

        StorageContract.Blobs.Check(
            key,
            // Asking for metadata alone is a form of the same operation.
            request.Method.Method,
            (int)answer.StatusCode,
            [.. answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key)],
            body);
        return answer;
    }

    /// <summary>The path as the specification spells it, null for what it does not have.</summary>
    private static string? KeyOf(HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        (string? comp, string? restype) = (query["comp"], query["restype"]);
        string[] segments = request.RequestUri.AbsolutePath.Trim('/').Split('/');
        bool fromUrl = request.Headers.Contains("x-ms-copy-source");
        if (segments.Length == 1)
        {
            return (restype, comp) switch
            {
                (null, "list") => "/?comp=list",
                (not null, not null) => $"/?restype={restype}&comp={comp}",
                _ => null,
            };
        }

        if (segments.Length == 2)
        {
            return (restype, comp) switch
            {
                ("container", null) => "/{containerName}?restype=container",
                ("container", "list") => "/{containerName}?restype=container&comp=list&" + (query["delimiter"] is null ? "flat" : "hierarchy"),
                ("container", "lease") => "/{containerName}?comp=lease&restype=container&" + LeaseAction(request),
                ("container", "metadata") when request.Method == HttpMethod.Put => "/{containerName}?restype=container&comp=metadata",
                _ => null,
            };
        }

        const string Blob = "/{containerName}/{blob}";
        if (request.Method == HttpMethod.Put && comp is null)
        {
            string? type = request.Headers.TryGetValues("x-ms-blob-type", out IEnumerable<string>? types) ? types.First() : null;
            if (!fromUrl)
                return type is "BlockBlob" or "AppendBlob" ? $"{Blob}?{type}" : null;
            return type is not null ? $"{Blob}?BlockBlob&fromUrl" : request.Headers.Contains("x-ms-requires-sync") ? $"{Blob}?comp=copy&sync" : $"{Blob}?comp=copy";
        }

        return comp switch
        {
            null => Blob,
            "block" => Blob + "?comp=block" + (fromUrl ? "&fromURL" : string.Empty),
            "blocklist" => Blob + "?comp=blocklist",
            "appendblock" => Blob + "?comp=appendblock",
            "lease" => Blob + "?comp=lease&" + LeaseAction(request),
            "copy" => Blob + "?comp=copy&copyid",
            "properties" => Blob + "?comp=properties&SetHTTPHeaders",
            "metadata" when request.Method == HttpMethod.Put => Blob + "?comp=metadata",
            _ => null,
        };
    }

    private static string LeaseAction(HttpRequestMessage request) => request.Headers.GetValues("x-ms-lease-action").First();
}
