using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Evidence;

/// <summary>Verifies the chain of evidence. How to do it without AmlDr: <c>docs/evidence.md</c>.</summary>
public static class EvidenceVerifier
{
    private static readonly string[] DocumentMembers = ["entries", "format", "hash", "operation"];
    private static readonly string[] EntryMembers = ["content", "hash", "kind", "number", "previous"];

    /// <summary>Verifies evidence.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="expectedHash">
    /// The hash that was kept elsewhere, such as in a notification; null for none. Without it, a chain that somebody made anew as a whole looks right.
    /// </param>
    /// <returns>The verdict.</returns>
    public static EvidenceVerdict Verify(ReadOnlySpan<byte> json, string? expectedHash = null)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: AssetDocument.Strict);
        }
        catch (JsonException exception)
        {
            return Broken(null, $"it is not JSON: {exception.Message}");
        }

        if (root is not JsonObject document || !HasMembers(document, DocumentMembers) || Text(document["format"]) != EvidenceChain.Format
            || document["entries"] is not JsonArray entries)
        {
            return Broken(null, $"it is not of the form {EvidenceChain.Format}.");
        }

        string previous = "";
        for (int position = 0; position < entries.Count; position++)
        {
            if (FindFault(entries[position], position + 1, position + 1 == entries.Count, previous, Text(document["operation"])) is { } fault)
            {
                return Broken(position + 1, fault);
            }

            previous = Text(entries[position]!["hash"])!;
        }

        return entries.Count == 0 ? Broken(null, "it has no entries.")
            : Text(document["hash"]) != previous ? Broken(null, "its hash is not that of its last entry.")
            : expectedHash is not null && !string.Equals(expectedHash, previous, StringComparison.OrdinalIgnoreCase)
                ? new EvidenceVerdict(false, null, $"its hash is {previous}, and {expectedHash} is expected: it is not the evidence that was written.", previous)
                : new EvidenceVerdict(true, null, "", previous);
    }

    private static string? FindFault(JsonNode? node, int number, bool isLast, string previous, string? operation)
    {
        if (node is not JsonObject entry || !HasMembers(entry, EntryMembers))
        {
            return "it does not have the members of an entry, and no others.";
        }

        if (entry["number"] is not JsonValue value || !value.TryGetValue(out int stated) || stated != number)
        {
            return "its number is not its place: entries were removed, added or moved.";
        }

        if (Text(entry["previous"]) != previous)
        {
            return "it does not follow the entry before it: one of the two was changed or replaced.";
        }

        try
        {
            if (Text(entry["hash"]) != EvidenceChain.HashOf(entry))
            {
                return "its content is not what its hash was made of: it was changed.";
            }
        }
        catch (InvalidAssetException exception)
        {
            return exception.Message;
        }

        string? kind = Text(entry["kind"]);
        JsonObject end = entry["content"] as JsonObject ?? [];
        return number == 1 && kind != EvidenceKinds.Scope ? "the first entry does not tell the scope."
            : isLast != (kind == EvidenceKinds.End) ? "the chain does not end with its end: entries were cut off or added."
            : isLast && (Text(end["operation"]) != operation || end["entries"] is not JsonValue count || !count.TryGetValue(out int all) || all != number)
                ? "the end tells another operation or another number of entries."
            : null;
    }

    private static bool HasMembers(JsonObject node, string[] names) => node.Select(member => member.Key).Order(StringComparer.Ordinal).SequenceEqual(names);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static EvidenceVerdict Broken(int? entry, string reason) => new(false, entry, entry is null ? reason : $"entry {entry}: {reason}", null);
}
