using System.Web;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>Checks every answer of the file service.</summary>
internal sealed class FileContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        string body = string.Empty;
        if (answer.Content.Headers.ContentType?.MediaType == "application/xml")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            body = await answer.Content.ReadAsStringAsync(cancellationToken);
        }

        StorageContract.Files.Check(
            KeyOf(request), request.Method.Method, (int)answer.StatusCode, [.. answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key)], body);
        return answer;
    }

    /// <summary>The path as the specification spells it.</summary>
    private static string KeyOf(HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        (string? comp, string? restype) = (query["comp"], query["restype"]);
        bool fromUrl = request.Headers.Contains("x-ms-copy-source");
        string suffix = comp is null ? string.Empty : "&comp=" + comp;
        if (request.RequestUri.AbsolutePath.Trim('/').Split('/').Length == 1)
            return "/?comp=" + comp;
        if (restype == "share")
            return "/{shareName}?restype=share" + suffix;
        if (restype == "directory")
            return "/{shareName}/{directory}?restype=directory" + suffix;
        const string File = "/{shareName}/{directory}/{fileName}";
        return comp switch
        {
            null => fromUrl ? File + "?comp=copy" : File,
            "range" => File + "?comp=range" + (fromUrl ? "&fromURL" : string.Empty),
            _ => $"{File}?comp={comp}",
        };
    }
}
