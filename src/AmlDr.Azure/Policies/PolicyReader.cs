using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Policies;

/// <summary>Reads a policy file: its structure against the schema, its meaning against what can be mirrored, and then into the model.</summary>
public static class PolicyReader
{
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <summary>How a policy stands in JSON: names in camel case, enumerations as words.</summary>
    internal static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a policy.</summary>
    /// <param name="json">The file's text. Comments are passed over.</param>
    /// <returns>The policy, or every fault at once.</returns>
    public static PolicyReading Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: Reading);
        }
        catch (JsonException exception)
        {
            return Faulty(new PolicyFault("$", null, $"the file is not JSON: {exception.Message}"));
        }

        if (root is not JsonObject policy)
        {
            return Faulty(new PolicyFault("$", root?.ToJsonString() ?? "null", "give an object: { … }."));
        }

        PolicyFault[] faults = [.. PolicySchema.Check(policy), .. PolicyMeaning.Check(policy)];
        if (faults.Length > 0)
        {
            return Faulty(faults);
        }

        policy.Remove("$schema");
        return new PolicyReading(policy.Deserialize<PairPolicy>(Format)!, []);
    }

    private static PolicyReading Faulty(params PolicyFault[] faults) => new(PairPolicy.Default, faults);
}
