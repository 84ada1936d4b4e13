using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmlDr.Core.Notifications;

/// <summary>Signs what is sent to webhooks, so that a receiver knows who sent it, that nobody changed it, and when it was sent.</summary>
/// <remarks>
/// Source: Standard Webhooks 1.0.0 (<c>spec/standard-webhooks.md</c> of standard-webhooks/standard-webhooks): HMAC-SHA256 over the identifier, the
/// time and the body joined by dots; libraries of many languages verify it. A secret that begins with <c>whsec_</c> is Base64 after that; any other
/// one counts as UTF-8.
/// </remarks>
public static class WebhookSignature
{
    /// <summary>The header of the message's identifier.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header of the time of the attempt, in seconds since 1970.</summary>
    public const string TimeHeader = "webhook-timestamp";

    /// <summary>The header of the signature.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";

    /// <summary>Makes a signature.</summary>
    /// <param name="secret">The secret that both sides know.</param>
    /// <param name="id">The message's identifier; it holds no dot.</param>
    /// <param name="time">The time of the attempt.</param>
    /// <param name="body">The body's bytes.</param>
    /// <returns>The header's value: <c>v1,</c> and Base64.</returns>
    public static string Sign(string secret, string id, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentNullException.ThrowIfNull(id);
        byte[] head = Encoding.UTF8.GetBytes($"{id}.{time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}.");
        byte[] signed = [.. head, .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed));
    }

    /// <summary>Says whether a secret can be used.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>True for at least 24 bytes; the specification asks for 24 to 64.</returns>
    public static bool IsSound(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        try
        {
            return Key(secret).Length >= 24;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Key(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(secret[Prefix.Length..]) : Encoding.UTF8.GetBytes(secret);
}
