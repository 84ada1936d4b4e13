using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>Verifies an operation's evidence as an auditor does, from its published description and not with the app's code.</summary>
public static class EvidenceCheck
{
    private const string Format = "amldr-evidence/1";

    private static readonly string[] Members = ["format", "operation", "entries", "hash"];
    private static readonly string[] EntryMembers = ["number", "kind", "content", "previous", "hash"];
    private static readonly JsonSerializerOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Verifies the chain of hashes.</summary>
    /// <param name="document">The evidence.</param>
    /// <param name="operation">The operation that it is of.</param>
    /// <returns>One sentence per fault; empty when it is whole.</returns>
    public static IReadOnlyList<string> Problems(JsonObject document, string operation)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!document.Select(member => member.Key).ToHashSet().SetEquals(Members) || document["format"]?.ToString() != Format)
            return [$"it is no document of the format {Format}"];
        List<string> problems = [];
        string previous = "";
        JsonObject[] entries = [.. document["entries"]!.AsArray().Select(entry => entry!.AsObject())];
        for (int at = 0; at < entries.Length; at++)
        {
            JsonObject entry = entries[at];
            if (!entry.Select(member => member.Key).ToHashSet().SetEquals(EntryMembers))
                return [$"entry {at + 1} has other members than it shall"];
            JsonObject body = entry.DeepClone().AsObject();
            body.Remove("hash");
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(body)!.ToJsonString(Canonical))));
            if (entry["number"]!.GetValue<int>() != at + 1 || entry["previous"]!.ToString() != previous)
                problems.Add($"entry {at + 1} is out of place");
            if (entry["hash"]!.ToString() != hash)
                problems.Add($"entry {at + 1} was changed");
            previous = hash;
        }

        if (entries.Length < 2 || entries[0]["kind"]!.ToString() != "scope" || entries[^1]["kind"]!.ToString() != "end"
            || entries[^1]["content"]!["operation"]?.ToString() != operation || entries[^1]["content"]!["entries"]?.GetValue<int>() != entries.Length)
        {
            problems.Add("it is cut off, or of another operation");
        }

        if (document["hash"]!.ToString() != previous)
            problems.Add("its hash is not that of the last entry");
        return problems;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
