using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Evidence;

/// <summary>
/// Writes evidence as a chain: every entry holds the hash of the one before, so that none can be changed, removed, added or moved without every
/// hash after it being wrong. The hash of an entry is SHA-256 over its canonical form (RFC 8785) without that hash.
/// </summary>
public static class EvidenceChain
{
    /// <summary>The name of this form of evidence.</summary>
    public const string Format = "amldr-evidence/1";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    /// <summary>Writes evidence.</summary>
    /// <param name="report">The evidence.</param>
    /// <returns>UTF-8 JSON, the same bytes for the same evidence.</returns>
    public static byte[] Write(EvidenceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var entries = new JsonArray();
        string previous = "";
        foreach ((string kind, JsonNode content) in Contents(report))
        {
            var entry = new JsonObject { ["number"] = entries.Count + 1, ["kind"] = kind, ["content"] = content, ["previous"] = previous };
            previous = HashOf(entry);
            entry["hash"] = previous;
            entries.Add(entry);
        }

        var document = new JsonObject { ["format"] = Format, ["operation"] = Clean(report.Operation), ["entries"] = entries, ["hash"] = previous };
        return JsonSerializer.SerializeToUtf8Bytes(document, Shown);
    }

    /// <summary>Reads evidence, once it has been verified.</summary>
    /// <param name="json">UTF-8 JSON as <see cref="Write"/> made it.</param>
    /// <param name="expectedHash">The hash that was kept elsewhere; null for none.</param>
    /// <returns>The evidence.</returns>
    /// <exception cref="InvalidAssetException">The chain is broken, or it is no evidence; the message says where.</exception>
    public static EvidenceReport Read(ReadOnlySpan<byte> json, string? expectedHash = null)
    {
        EvidenceVerdict verdict = EvidenceVerifier.Verify(json, expectedHash);
        if (!verdict.IsWhole)
        {
            throw new InvalidAssetException($"The evidence cannot be relied on: {verdict.Reason}");
        }

        JsonObject document = JsonNode.Parse(json)!.AsObject();
        ILookup<string, JsonNode> contents = document["entries"]!.AsArray().ToLookup(entry => (string)entry!["kind"]!, entry => entry!["content"]!);
        try
        {
            return new EvidenceReport
            {
                Operation = (string)document["operation"]!,
                Scope = All<EvidenceScope>(EvidenceKinds.Scope).Single(),
                Plan = All<EvidencePlan>(EvidenceKinds.Plan).Single(),
                Steps = All<EvidenceStep>(EvidenceKinds.Step),
                Outcome = All<EvidenceOutcome>(EvidenceKinds.Outcome).Single(),
                Exceptions = All<EvidenceException>(EvidenceKinds.Exception),
                Acts = All<EvidenceAct>(EvidenceKinds.Act),
                Versions = All<EvidenceVersion>(EvidenceKinds.Version),
                Conditions = All<EvidenceCondition>(EvidenceKinds.Condition),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidAssetException($"The evidence is whole, but not of the form {Format}: {exception.Message}", exception);
        }

        T[] All<T>(string kind) => [.. contents[kind].Select(content => content.Deserialize<T>(Json)!)];
    }

    /// <summary>The hash of an entry: over everything in it but the hash itself.</summary>
    internal static string HashOf(JsonObject entry)
    {
        var hashed = new JsonObject(entry.Where(member => member.Key != "hash").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        return Convert.ToHexStringLower(SHA256.HashData(JcsWriter.Write(hashed)));
    }

    private static IEnumerable<(string Kind, JsonNode Content)> Contents(EvidenceReport report)
    {
        (string Kind, object Content)[] entries =
        [
            (EvidenceKinds.Scope, report.Scope),
            .. report.Versions.Select(version => (EvidenceKinds.Version, (object)version)),
            (EvidenceKinds.Plan, report.Plan),
            .. report.Acts.Select(act => (EvidenceKinds.Act, (object)act)),
            .. report.Steps.Select(step => (EvidenceKinds.Step, (object)step)),
            .. report.Exceptions.Select(exception => (EvidenceKinds.Exception, (object)exception)),
            .. report.Conditions.Select(condition => (EvidenceKinds.Condition, (object)condition)),
            (EvidenceKinds.Outcome, report.Outcome),
        ];

        // The last entry says how many there are and whose they are: what was cut off behind it, or taken from another operation, shows.
        return
        [
            .. entries.Select(entry => (entry.Kind, Clean(JsonSerializer.SerializeToNode(entry.Content, Json)!)!)),
            (EvidenceKinds.End, new JsonObject { ["operation"] = Clean(report.Operation), ["entries"] = entries.Length + 1 }),
        ];
    }

    // Halves of surrogate pairs, which messages of other systems may hold, have no canonical form.
    private static JsonNode? Clean(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Clean(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Clean)]),
        JsonValue value when value.TryGetValue(out string? text) => Clean(text),
        _ => node?.DeepClone(),
    };

    private static string Clean(string text) => new StringBuilder().AppendJoin("", text.EnumerateRunes()).ToString();
}
