using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AmlDr.Core.Assets;

namespace AmlDr.Azure.Audits;

/// <summary>Short digests, of which very many can be held at once.</summary>
internal static class AuditKeys
{
    /// <summary>The key of an asset. Kinds and names are compared without case, as resource identifiers are.</summary>
    public static UInt128 Of(AssetId asset) => Of($"{asset.Kind.ToUpperInvariant()}\n{asset.Name.ToUpperInvariant()}\n{asset.Version.ToUpperInvariant()}");

    /// <summary>The key of any version of an asset, for what is needed by a label.</summary>
    public static UInt128 OfAny(string kind, string name) => Of($"{kind.ToUpperInvariant()}\n{name.ToUpperInvariant()}\n@");

    /// <summary>The first half of a digest in hexadecimal.</summary>
    public static UInt128 OfDigest(string digest) => UInt128.Parse(digest.AsSpan(0, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static UInt128 Of(string text) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
