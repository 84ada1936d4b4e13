using System.Security.Cryptography;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Digests as the blob service speaks them.</summary>
internal static class Digests
{
    /// <summary>The MD5 in Base64.</summary>
    public static string Md5(ReadOnlySpan<byte> bytes)
    {
        // MD5 is what the blob service keeps; nothing relies on it for security.
#pragma warning disable CA5351
        return Convert.ToBase64String(MD5.HashData(bytes));
#pragma warning restore CA5351
    }
}
