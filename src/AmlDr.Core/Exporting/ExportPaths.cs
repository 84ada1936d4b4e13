using System.Security.Cryptography;
using System.Text;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Exporting;

/// <summary>
/// Gives assets their places in an export. Names and versions are free text, so nothing of them is taken as it is: what is no letter, digit, dash,
/// underscore or dot is percent-encoded, and no segment can lead out of its folder or mean a device. Places are unique also where case does not
/// count, as on Windows.
/// </summary>
public sealed class ExportPaths
{
    private const int LongestSegment = 100;

    // Two places are told apart by a digest of theirs: a workspace may hold 100,000 assets.
    private readonly HashSet<Int128> _taken = [];

    /// <summary>Gives the place of an asset.</summary>
    /// <param name="asset">The asset; ask once for each.</param>
    /// <returns><c>{kind}/{name}/{version}</c>, or <c>{kind}/{name}</c> for what has no versions; without an ending.</returns>
    public string Take(AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        string path = asset.Version.Length == 0
            ? $"{Segment(asset.Kind)}/{Segment(asset.Name)}"
            : $"{Segment(asset.Kind)}/{Segment(asset.Name)}/{Segment(asset.Version)}";
        string candidate = path;
        for (int next = 2; !_taken.Add(Digest(candidate)); next++)
        {
            // No segment ends so of its own accord: a tilde in a name is encoded.
            candidate = $"{path}~{next}";
        }

        return candidate;
    }

    /// <summary>Makes a text a segment of a path.</summary>
    /// <param name="text">The text.</param>
    /// <returns>1 to 140 ASCII characters; the same for the same text, and different ones for different texts.</returns>
    public static string Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var segment = new StringBuilder();
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            char character = (char)one;
            bool isPlain = char.IsAsciiLetterOrDigit(character) || character is '-' or '_'
                || (character == '.' && segment.Length > 0);
            segment.Append(isPlain ? character : $"%{one:X2}");
        }

        // A dot at the end is dropped by Windows; a device's name means the device whatever its ending.
        string plain = segment.ToString();
        string stem = plain.Split('.')[0];
        if (plain.Length is 0 or > LongestSegment || plain.EndsWith('.') || IsDevice(stem))
        {
            string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
            string kept = IsDevice(stem) ? "" : plain[..Math.Min(plain.Length, LongestSegment)].TrimEnd('.');
            return $"{kept}~~{digest}";
        }

        return plain;
    }

    private static bool IsDevice(string name) =>
        name.ToUpperInvariant() is "CON" or "PRN" or "AUX" or "NUL" or ['C', 'O', 'M', >= '0' and <= '9'] or ['L', 'P', 'T', >= '0' and <= '9'];

    private static Int128 Digest(string path) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToUpperInvariant())));
}
