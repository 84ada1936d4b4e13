using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace AmlDr.Sandbox.Http;

/// <summary>
/// One request as the simulated services see it. Everything but the body is copied out of the server's own object, which is reused as
/// soon as the call ends, while long-running operations and events still speak of the request.
/// </summary>
internal sealed class SimRequest
{
    private readonly Stream _stream;
    private byte[]? _body;

    public SimRequest(HttpContext http)
    {
        Target = RequestTarget.Parse(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        Method = http.Request.Method.ToUpperInvariant();
        Headers = new Dictionary<string, StringValues>(http.Request.Headers, StringComparer.OrdinalIgnoreCase);
        ContentLength = http.Request.ContentLength;
        RemoteAddress = http.Connection.RemoteIpAddress;
        LocalPort = http.Connection.LocalPort;
        Host = http.Request.Host.HasValue ? http.Request.Host.Value! : $"127.0.0.1:{Wire.Number(LocalPort)}";
        string? forwarded = Header("X-Forwarded-Proto");
        Scheme = string.IsNullOrEmpty(forwarded) ? http.Request.Scheme : forwarded.Split(',')[0].Trim();
        _stream = http.Request.Body;
    }

    public string Method { get; }

    public RequestTarget Target { get; }

    /// <summary>The id that the answer's <c>x-ms-request-id</c> carries.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    public IReadOnlyDictionary<string, StringValues> Headers { get; }

    public long? ContentLength { get; }

    /// <summary>The address of the caller, for SAS tokens that are bound to one.</summary>
    public IPAddress? RemoteAddress { get; }

    public int LocalPort { get; }

    public string Host { get; }

    /// <summary><c>https</c> or <c>http</c>: what a proxy in front said, else the connection's own.</summary>
    public string Scheme { get; }

    /// <summary>Scheme and authority that absolute links in the answer begin with; no slash at the end.</summary>
    public string BaseUrl => $"{Scheme}://{Host}";

    /// <summary>Path and query as sent.</summary>
    public string PathAndQuery => Target.RawQuery.Length == 0 ? Target.RawPath : Target.RawPath + "?" + Target.RawQuery;

    /// <summary>Number of body bytes read so far.</summary>
    public long BytesRead => _body?.LongLength ?? 0;

    /// <summary>A header's value, null when absent. Several values are joined by a comma.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    /// <summary>Reads the whole body. Null when it is longer than <paramref name="limit"/> bytes.</summary>
    public async ValueTask<byte[]?> ReadBodyAsync(long limit, CancellationToken cancellationToken)
    {
        if (_body is not null)
            return _body;
        if (ContentLength > limit)
            return null;
        if (ContentLength is { } length)
        {
            byte[] exact = new byte[length];
            await _stream.ReadExactlyAsync(exact, cancellationToken);
            return _body = exact;
        }

        ArrayBufferWriter<byte> collected = new();
        int read;
        while ((read = await _stream.ReadAsync(collected.GetMemory(64 * 1024), cancellationToken)) > 0)
        {
            collected.Advance(read);
            if (collected.WrittenCount > limit)
                return null;
        }

        return _body = collected.WrittenSpan.ToArray();
    }
}
