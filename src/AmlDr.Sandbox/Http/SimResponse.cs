using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;

namespace AmlDr.Sandbox.Http;

/// <summary>
/// An answer that has been worked out and not been sent yet. Keeping the two apart is what lets a fault lose the answer of a call
/// whose effect stands.
/// </summary>
internal sealed class SimResponse
{
    private SimResponse(int status) => Status = status;

    public int Status { get; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>The body, or null for none.</summary>
    public BlobContent? Body { get; private init; }

    public string? ContentType { get; private init; }

    /// <summary>Length of the body that a GET would have sent.</summary>
    public long? HeadLength { get; private init; }

    /// <summary>The service's error code, for the call log.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Whether the call changed the state of the service.</summary>
    public bool TookEffect { get; init; }

    /// <summary>Bytes that the service moved between accounts for this call.</summary>
    public long BytesCopied { get; init; }

    public static SimResponse Empty(int status, bool tookEffect = false, long bytesCopied = 0) =>
        new(status) { TookEffect = tookEffect, BytesCopied = bytesCopied };

    /// <summary>An answer to HEAD: the length of a body that is not sent.</summary>
    public static SimResponse Head(int status, long contentLength) => new(status) { HeadLength = contentLength };

    /// <summary>An error without a body.</summary>
    public static SimResponse Refused(int status, string errorCode) => new(status) { ErrorCode = errorCode };

    public static SimResponse Json(int status, ReadOnlyMemory<byte> utf8, bool tookEffect = false, string? errorCode = null) =>
        new(status)
        {
            Body = new ByteContent(utf8),
            ContentType = "application/json; charset=utf-8",
            TookEffect = tookEffect,
            ErrorCode = errorCode,
        };

    public static SimResponse Json(int status, JsonNode body, bool tookEffect = false, string? errorCode = null) =>
        Json(status, JsonSerializer.SerializeToUtf8Bytes(body, Wire.Json), tookEffect, errorCode);

    public static SimResponse Xml(int status, byte[] utf8, bool tookEffect = false, string? errorCode = null) =>
        new(status) { Body = new ByteContent(utf8), ContentType = "application/xml", TookEffect = tookEffect, ErrorCode = errorCode };

    public static SimResponse Content(int status, BlobContent content, string contentType) =>
        new(status) { Body = content, ContentType = contentType };

    public SimResponse With(string name, string? value)
    {
        if (value is not null)
            Headers.Add(new(name, value));
        return this;
    }

    public SimResponse With(IEnumerable<KeyValuePair<string, string>> headers)
    {
        Headers.AddRange(headers);
        return this;
    }
}
