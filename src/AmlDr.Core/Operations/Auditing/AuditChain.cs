using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Core.Operations.Auditing;

/// <summary>
/// Chains audit entries: each holds the hash of the one before, so that none can be changed, removed or put in between without every later hash
/// being wrong. The hash is SHA-256 over the entry as canonical JSON without its own hash.
/// </summary>
public static class AuditChain
{
    /// <summary>Adds an entry at the end.</summary>
    /// <param name="entries">The trail.</param>
    /// <param name="entry">The entry; its number, previous hash and hash are set here.</param>
    /// <returns>The longer trail; the same one when an entry of the key is there already.</returns>
    public static IReadOnlyList<AuditEntry> Append(IReadOnlyList<AuditEntry> entries, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(entry);
        if (entries.Any(one => one.Key == entry.Key))
        {
            return entries;
        }

        AuditEntry chained = entry with { Number = entries.Count + 1, Previous = entries is [.., { } last] ? last.Hash : "" };
        return [.. entries, chained with { Hash = HashOf(chained) }];
    }

    /// <summary>Finds the first entry that is not as it was written.</summary>
    /// <param name="entries">The trail.</param>
    /// <returns>The number that the entry should have; null when the trail is whole. A trail cut off at its end shows nothing.</returns>
    public static int? FindBreak(IReadOnlyList<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        string previous = "";
        for (int position = 0; position < entries.Count; position++)
        {
            AuditEntry entry = entries[position];
            if (entry.Number != position + 1 || entry.Previous != previous || entry.Hash != HashOf(entry))
            {
                return position + 1;
            }

            previous = entry.Hash;
        }

        return null;
    }

    private static string HashOf(AuditEntry entry)
    {
        var body = new JsonObject
        {
            ["number"] = entry.Number,
            ["key"] = entry.Key,
            ["at"] = entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["actor"] = entry.Actor,
            ["action"] = entry.Action,
            ["from"] = entry.From,
            ["to"] = entry.To,
            ["stage"] = entry.Stage,
            ["reason"] = entry.Reason,
            ["previous"] = entry.Previous,
        };
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(body)));
    }
}
