using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Catalog;

/// <summary>What of an entry stands as its blob's metadata, so that a listing of 5,000 costs one call.</summary>
internal static class CatalogMetadata
{
    /// <summary>The field that a seal is made for which only shows whether the key ring still opens the entry.</summary>
    public const string SealField = "#";

    private const string Fingerprint = "fingerprint";
    private const string Seen = "seen";
    private const string Rules = "rules";
    private const string Seal = "seal";

    /// <summary>The metadata of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="policy">The policy by which its secrets were found.</param>
    /// <param name="seal">The seal; null for an entry without secrets.</param>
    public static Dictionary<string, string> Write(CatalogEntry entry, SecretPolicy policy, string? seal)
    {
        var metadata = new Dictionary<string, string>
        {
            [Fingerprint] = entry.Fingerprint,
            [Seen] = entry.SeenAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            [Rules] = RulesOf(policy),
        };
        AssetNameMetadata.Write(entry.Asset, metadata);
        if (seal is not null)
        {
            metadata[Seal] = seal;
        }

        return metadata;
    }

    /// <summary>Reads what a listing tells of an entry.</summary>
    /// <returns>The listing; null for a blob that is no entry.</returns>
    public static CatalogListing? Read(AssetId fromName, BlobItem blob, SecretPolicy policy) =>
        blob.Metadata.TryGetValue(Fingerprint, out string? fingerprint)
        && blob.Metadata.TryGetValue(Seen, out string? text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset seen)
            ? new CatalogListing(
                AssetNameMetadata.Read(fromName, blob), fingerprint, seen, blob.Metadata.GetValueOrDefault(Rules) == RulesOf(policy))
            : null;

    /// <summary>The seal of an entry; null when it has no secrets.</summary>
    public static string? SealOf(BlobItem blob) => blob.Metadata.GetValueOrDefault(Seal);

    private static string RulesOf(SecretPolicy policy)
    {
        string rules = $"{CatalogSecrets.Edition}\n{string.Join('\n', policy.NamePatterns.Order(StringComparer.Ordinal))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules)).AsSpan(0, 8));
    }
}
