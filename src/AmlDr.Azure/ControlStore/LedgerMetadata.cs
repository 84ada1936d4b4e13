using System.Globalization;
using System.Text;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.ControlStore;

/// <summary>
/// The gist of a record, kept as the blob's metadata so that a listing of 5,000 costs one call. Values are percent-encoded: headers are ASCII.
/// </summary>
internal static class LedgerMetadata
{
    // Metadata may take 8 KB in all, as it is sent: a letter of some scripts takes nine bytes there.
    private const int LongestMessage = 1000;
    private const int LongestEncodedText = 6000;

    /// <summary>The gist of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="writeId">What this write, and no other, can be known by.</param>
    public static Dictionary<string, string> Write(AssetRecord record, string writeId)
    {
        var metadata = new Dictionary<string, string>
        {
            ["write"] = writeId,
            ["state"] = record.State.ToString(),
            ["updated"] = Time(record.UpdatedAt),
        };
        AssetNameMetadata.Write(record.Asset, metadata);
        if (record.Reason is { } reason)
        {
            int names = (metadata.GetValueOrDefault("name")?.Length ?? 0) + (metadata.GetValueOrDefault("version")?.Length ?? 0);
            metadata["code"] = Uri.EscapeDataString(reason.Code);
            metadata["message"] = Encode(reason.Message, LongestEncodedText - names);
        }

        if (record.SourceModifiedAt is { } modified)
        {
            metadata["modified"] = Time(modified);
        }

        if (record.MirroredAt is { } mirrored)
        {
            metadata["mirrored"] = Time(mirrored);
        }

        if (record.SourceFingerprint is not null)
        {
            metadata["fingerprint"] = record.SourceFingerprint;
        }

        if (record.NextAttemptAt is { } next)
        {
            metadata["next"] = Time(next);
        }

        if (record.FailedFingerprint is not null)
        {
            metadata["failed"] = record.FailedFingerprint;
        }

        return metadata;
    }

    /// <summary>Says whether a blob stands as a write left it.</summary>
    public static bool IsOf(string writeId, BlobItem? blob) => blob?.Metadata.GetValueOrDefault("write") == writeId;

    public static LedgerEntry? Read(AssetId asset, BlobItem blob)
    {
        string? Value(string name) => blob.Metadata.TryGetValue(name, out string? value) ? value : null;
        if (!Enum.TryParse(Value("state"), out AssetState state) || ReadTime(Value("updated")) is not { } updated)
        {
            return null;
        }

        AssetReason? reason = Value("code") is { } code
            ? new AssetReason(Uri.UnescapeDataString(code), Uri.UnescapeDataString(Value("message") ?? ""))
            : null;
        return new LedgerEntry(
            AssetNameMetadata.Read(asset, blob), state, reason, updated, ReadTime(Value("modified")), ReadTime(Value("mirrored")), Value("fingerprint"))
        {
            NextAttemptAt = ReadTime(Value("next")),
            FailedFingerprint = Value("failed"),
        };
    }

    private static string Encode(string message, int longest)
    {
        var encoded = new StringBuilder();
        int length = 0;
        foreach (Rune rune in message.EnumerateRunes())
        {
            string text = Uri.EscapeDataString(rune.ToString());
            length += rune.Utf16SequenceLength;
            if (length > LongestMessage || encoded.Length + text.Length > longest)
            {
                return encoded.Append("...").ToString();
            }

            encoded.Append(text);
        }

        return encoded.ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time : null;
}
