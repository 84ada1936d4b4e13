using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmlDr.Azure.Copying;

/// <summary>
/// Names blocks so that an interrupted copy finds its own again: by the source's ETag, which keeps blocks of an earlier state of the source
/// apart, by the block length, and by position. All have one length, as the service demands, at most 64 bytes before Base64.
/// </summary>
internal static class BlockIds
{
    public static string Create(string sourceETag, long blockBytes, int index)
    {
        string source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sourceETag)).AsSpan(0, 8));
        string text = string.Create(CultureInfo.InvariantCulture, $"amldr-{source}-{blockBytes:D12}-{index:D6}");
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
    }
}
