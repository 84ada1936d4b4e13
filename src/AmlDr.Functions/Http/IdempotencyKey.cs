using Microsoft.AspNetCore.Http;

namespace AmlDr.Functions.Http;

/// <summary>The header <c>Idempotency-Key</c>, by which a request that is sent again is known.</summary>
internal static class IdempotencyKey
{
    private const int Longest = 255;

    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The key; null when there is none.</param>
    /// <returns>False when it cannot be used.</returns>
    public static bool TryRead(HttpRequest request, out string? key)
    {
        key = request.Headers.TryGetValue("Idempotency-Key", out var values) ? values.ToString() : null;
        return key is null || key.Length is > 0 and <= Longest;
    }
}
