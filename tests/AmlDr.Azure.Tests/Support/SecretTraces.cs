using System.Text;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Looks for a text in bytes, in every encoding that a store or a log could have given it.</summary>
internal static class SecretTraces
{
    /// <summary>Names the encodings in which the bytes hold the text.</summary>
    public static IReadOnlyList<string> Find(ReadOnlyMemory<byte> content, string secret)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(secret);
        string latin = Encoding.Latin1.GetString(content.Span);
        var found = new List<string>();
        Look("clear", Encoding.Latin1.GetString(utf8));
        Look("UTF-16", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(secret)));
        Look("percent-encoding", Uri.EscapeDataString(secret));
        Look("percent-encoding of every byte", string.Concat(utf8.Select(one => $"%{one:X2}")));
        Look("hexadecimal", Convert.ToHexString(utf8));
        Look("JSON escapes", string.Concat(secret.Select(one => $"\\u{(int)one:x4}")));
        for (int shift = 0; shift < 3; shift++)
        {
            // The characters that bytes before and after the text do not change.
            string encoded = Convert.ToBase64String([.. new byte[shift], .. utf8]);
            int lost = shift == 0 ? 0 : shift + 1;
            string sure = encoded.TrimEnd('=')[lost..^1];
            Look($"Base64, shifted by {shift}", sure);
            Look($"Base64 for addresses, shifted by {shift}", sure.Replace('+', '-').Replace('/', '_'));
        }

        return found;

        void Look(string encoding, string trace)
        {
            if (latin.Contains(trace, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(encoding);
            }
        }
    }
}
