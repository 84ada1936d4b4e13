using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Pipeline;

/// <summary>
/// Sends requests for loopback addresses over plain http. Azure's clients refuse to put a token on an http request ("Bearer token
/// authentication is not permitted for non TLS protected endpoints"), and the sandbox serves no TLS. Other addresses are left alone.
/// </summary>
internal sealed class LoopbackTransport : HttpPipelineTransport, IDisposable
{
    private const string CopySource = "x-ms-copy-source";
    private readonly HttpClientTransport _inner;

    [SuppressMessage("Reliability", "CA2000", Justification = "The inner transport disposes the client, and the client its handler.")]
    public LoopbackTransport()
    {
        // Connections are renewed so that a failed-over name is looked up again. Nothing is decompressed on the way: a blob that is stored
        // with a content encoding is its compressed bytes, and its length and encoding would be lost.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 256 };
        _inner = new HttpClientTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
    }

    public void Dispose() => _inner.Dispose();

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        bool mapped = TryMap(message.Request);
        try
        {
            _inner.Process(message);
        }
        finally
        {
            Restore(message.Request, mapped);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        bool mapped = TryMap(message.Request);
        try
        {
            await _inner.ProcessAsync(message);
        }
        finally
        {
            Restore(message.Request, mapped);
        }
    }

    private static bool TryMap(Request request)
    {
        if (request.Uri.Scheme != Uri.UriSchemeHttps || request.Uri.Host is not { } host || !IsLoopback(host))
        {
            return false;
        }

        request.Uri.Scheme = Uri.UriSchemeHttp;

        // Links in the answer come back as https, so that they can be followed as they are.
        request.Headers.SetValue("X-Forwarded-Proto", Uri.UriSchemeHttps);
        if (request.Headers.TryGetValue(CopySource, out string? source)
            && Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps && address.IsLoopback)
        {
            request.Headers.SetValue(CopySource, string.Concat(Uri.UriSchemeHttp, source.AsSpan(Uri.UriSchemeHttps.Length)));
        }

        return true;
    }

    // A retry, after a lost connection as after an answer, passes the token policy again, which insists on https.
    private static void Restore(Request request, bool mapped)
    {
        if (mapped)
        {
            request.Uri.Scheme = Uri.UriSchemeHttps;
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address));
}
