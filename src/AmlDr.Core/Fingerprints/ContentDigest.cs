using System.Security.Cryptography;
using System.Text;

namespace AmlDr.Core.Fingerprints;

/// <summary>A digest over the files of an asset: paths, lengths and MD5s, independent of the order of listing.</summary>
public static class ContentDigest
{
    /// <summary>Computes the digest.</summary>
    /// <param name="files">The files.</param>
    /// <returns>SHA-256 in lower-case hexadecimal.</returns>
    public static string Compute(IEnumerable<ContentFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ContentFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            // Lengths of the parts first: no path can be mistaken for the fields that follow it.
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path.Length}:{file.Path}\n{file.Length}\n{file.ContentMd5 ?? "-"}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Combines the digests of several places.</summary>
    /// <param name="digests">The digests, in the order of the places; at least one.</param>
    /// <returns>The only one, or SHA-256 over all of them in lower-case hexadecimal.</returns>
    public static string Combine(IReadOnlyList<string> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        return digests is [var only] ? only : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', digests))));
    }
}
