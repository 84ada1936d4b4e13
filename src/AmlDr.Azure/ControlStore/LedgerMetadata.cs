using System.Globalization;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.ControlStore;

/// <summary>
/// The gist of a record, kept as the blob's metadata so that a listing of 5,000 costs one call. Values are percent-encoded: headers are ASCII.
/// </summary>
internal static class LedgerMetadata
{
    // Metadata may take 8 KB in all, and letters beyond ASCII take up to nine bytes each when they are escaped.
    private const int LongestMessage = 1000;
    private const int LongestEscapedMessage = 2500;

    public static Dictionary<string, string> Write(AssetRecord record)
    {
        var metadata = new Dictionary<string, string>
        {
            ["state"] = record.State.ToString(),
            ["updated"] = Time(record.UpdatedAt),
        };
        if (record.Reason is { } reason)
        {
            metadata["code"] = Uri.EscapeDataString(reason.Code);
            metadata["message"] = Uri.EscapeDataString(Shorten(reason.Message));
        }

        if (ControlStoreNames.IsShortened(record.Asset.Name))
        {
            metadata["name"] = Uri.EscapeDataString(record.Asset.Name);
        }

        if (ControlStoreNames.IsShortened(record.Asset.Version))
        {
            metadata["version"] = Uri.EscapeDataString(record.Asset.Version);
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

        return metadata;
    }

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
        asset = asset with
        {
            Name = Value("name") is { } name ? Uri.UnescapeDataString(name) : asset.Name,
            Version = Value("version") is { } version ? Uri.UnescapeDataString(version) : asset.Version,
        };
        return new LedgerEntry(asset, state, reason, updated, ReadTime(Value("modified")), ReadTime(Value("mirrored")), Value("fingerprint"));
    }

    private static string Shorten(string message)
    {
        int length = Math.Min(message.Length, LongestMessage);
        while (Uri.EscapeDataString(message[..length]).Length > LongestEscapedMessage)
        {
            length /= 2;
        }

        return length == message.Length ? message : message[..length] + "...";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time : null;
}
