using System.IO.Compression;
using System.Text;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>
/// Looks for a text in bytes of any kind: as it is, in UTF-16, in base64 and base64url at any position, in hexadecimal, and in what is
/// compressed. A text of letters and digits alone is also found within JSON, XML and percent-encoding, which do not change those.
/// </summary>
public sealed class SecretSearch
{
    private const int DeepestCompression = 3;

    private static readonly byte[] Gzip = [0x1f, 0x8b, 0x08];

    private readonly (string Form, byte[] Bytes)[] _needles;

    /// <summary>Prepares a search.</summary>
    /// <param name="text">The text, of letters and digits.</param>
    /// <exception cref="ArgumentException">It has other characters, or is too short to be told from chance.</exception>
    public SecretSearch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 12 || !text.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{text}' must be 12 letters and digits or more.", nameof(text));
        _needles = [.. Forms(text).DistinctBy(needle => Convert.ToHexString(needle.Bytes))];
    }

    /// <summary>Looks for the text.</summary>
    /// <param name="bytes">Where.</param>
    /// <returns>The forms that it was found in; empty when it was not.</returns>
    public IReadOnlyList<string> Find(byte[] bytes) => Find(bytes, 0);

    private static IEnumerable<(string Form, byte[] Bytes)> Forms(string text)
    {
        foreach ((string name, byte[] plain) in new[] { ("UTF-8", Encoding.UTF8.GetBytes(text)), ("UTF-16", Encoding.Unicode.GetBytes(text)) })
        {
            yield return (name, plain);
            yield return ($"hexadecimal of {name}", Encoding.ASCII.GetBytes(Convert.ToHexString(plain)));
            yield return ($"hexadecimal of {name}", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)));
            foreach (byte[] once in Base64(plain))
            {
                yield return ($"base64 of {name}", once);
                yield return ($"UTF-16 of base64 of {name}", Encoding.Unicode.GetBytes(Encoding.ASCII.GetString(once)));
                foreach (byte[] twice in Base64(once))
                    yield return ($"base64 of base64 of {name}", twice);
            }
        }
    }

    /// <summary>The characters that do not depend on what stands before and after, for each of the three positions that it can have.</summary>
    private static IEnumerable<byte[]> Base64(byte[] plain)
    {
        for (int before = 0; before < 3; before++)
        {
            string whole = Convert.ToBase64String([.. new byte[before], .. plain]);
            int first = before == 0 ? 0 : before + 1;
            int sure = (before + plain.Length) * 8 / 6;
            string inner = whole[first..sure];
            yield return Encoding.ASCII.GetBytes(inner);
            yield return Encoding.ASCII.GetBytes(inner.Replace('+', '-').Replace('/', '_'));
        }
    }

    private string[] Find(byte[] bytes, int depth)
    {
        List<string> found = [.. _needles.Where(needle => bytes.AsSpan().IndexOf(needle.Bytes) >= 0).Select(needle => needle.Form)];
        for (int at = bytes.AsSpan().IndexOf(Gzip); at >= 0 && depth < DeepestCompression; at = Next(bytes, at + 1))
        {
            if (Unpack(bytes, at) is { Length: > 0 } inner)
                found.AddRange(Find(inner, depth + 1).Select(form => $"{form} in gzip"));
        }

        return [.. found.Distinct()];
    }

    private static int Next(byte[] bytes, int from)
    {
        int found = bytes.AsSpan(from).IndexOf(Gzip);
        return found < 0 ? found : from + found;
    }

    /// <summary>As much as can be unpacked: three bytes that look like a beginning may be none, and a stream may be cut off.</summary>
    private static byte[] Unpack(byte[] bytes, int from)
    {
        using MemoryStream packed = new(bytes, from, bytes.Length - from);
        using GZipStream gzip = new(packed, CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        byte[] buffer = new byte[4096];
        try
        {
            for (int read = gzip.Read(buffer); read > 0; read = gzip.Read(buffer))
                unpacked.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // What came before the damage counts.
        }

        return unpacked.ToArray();
    }
}
