using System.Text.Json;
using AmlDr.Azure.ControlStore;
using Microsoft.AspNetCore.Http;

namespace AmlDr.Functions.Http;

/// <summary>Reads JSON bodies of requests, strictly.</summary>
internal static class RequestReader
{
    private const int LongestBody = 16 * 1024;
    private const int LongestKey = 255;

    // A misspelled 'force' must not pass for a missing one.
    private static readonly JsonSerializerOptions Strict = new(ControlStoreClient.Json)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a body.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The body, or what is wrong with it.</returns>
    public static async Task<(T? Body, string? Fault)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        byte[] bytes = new byte[LongestBody + 1];
        int length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestBody)
        {
            return (null, $"The body is longer than {LongestBody} bytes.");
        }

        try
        {
            return length == 0 ? (null, "The body is empty; send a JSON object.")
                : JsonSerializer.Deserialize<T>(bytes.AsSpan(0, length), Strict) is { } body ? (body, null)
                : (null, "The body is 'null'; send a JSON object.");
        }
        catch (JsonException exception)
        {
            return (null, $"The body cannot be read: {Core.Assets.AssetNames.Printable(exception.Message)}");
        }
    }

    /// <summary>Reads the <c>Idempotency-Key</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The key; null when there is none.</param>
    /// <returns>False when it cannot be used.</returns>
    public static bool TryReadKey(HttpRequest request, out string? key)
    {
        key = request.Headers.TryGetValue("Idempotency-Key", out var values) ? values.ToString() : null;
        return key is null || key.Length is > 0 and <= LongestKey;
    }
}
