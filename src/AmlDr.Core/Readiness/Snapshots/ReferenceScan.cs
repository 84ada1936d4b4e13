using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>What a search of the secondary's documents for the primary's identifiers found.</summary>
/// <param name="Documents">How many documents were searched.</param>
/// <param name="Hits">Where one was found, such as <c>components/train/versions/1: properties.componentSpec.code</c>; the first 100.</param>
/// <param name="HitCount">How many places there are in all.</param>
public sealed record ReferenceScan(int Documents, IReadOnlyList<string> Hits, int HitCount)
{
    private const int MostHits = 100;

    /// <summary>The scan before anything is searched.</summary>
    public static ReferenceScan Empty { get; } = new(0, [], 0);

    /// <summary>Searches one more document.</summary>
    /// <param name="document">A document of the secondary workspace.</param>
    /// <param name="primary">The primary workspace.</param>
    /// <param name="primaryGuid">The primary's immutable identifier; null when it is not known.</param>
    /// <returns>The scan with it.</returns>
    public ReferenceScan Add(AssetDocument document, WorkspaceId primary, string? primaryGuid)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(primary);
        string[] needles =
        [
            $"/resourcegroups/{primary.ResourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/{primary.Name}/",
            $"/resourcegroups/{primary.ResourceGroup}/workspaces/{primary.Name}/",
            .. primaryGuid is null ? Array.Empty<string>() : [primaryGuid],
        ];
        string path = WorkspaceId.TryParseChild(document.ResourceId, out _, out string child) ? child : document.ToString();
        var found = new List<string>();
        Search(document.CloneNode()["properties"], "properties", needles, found);
        return new ReferenceScan(
            Documents + 1,
            found.Count == 0 ? Hits : [.. Hits.Concat(found.Select(field => $"{path}: {field}")).Take(MostHits)],
            HitCount + found.Count);
    }

    /// <summary>Adds what another search found.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Both together.</returns>
    public ReferenceScan Add(ReferenceScan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ReferenceScan(Documents + other.Documents, [.. Hits.Concat(other.Hits).Take(MostHits)], HitCount + other.HitCount);
    }

    // Tags and descriptions are notes: nothing follows them.
    private static void Search(JsonNode? node, string path, string[] needles, List<string> found)
    {
        switch (node)
        {
            case JsonObject parent:
                foreach ((string name, JsonNode? child) in parent)
                {
                    if (!(path == "properties" && name is "tags" or "description"))
                    {
                        Search(child, $"{path}.{name}", needles, found);
                    }
                }

                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    Search(list[i], $"{path}[{i}]", needles, found);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text)
                && needles.Any(needle => (text + "/").Contains(needle, StringComparison.OrdinalIgnoreCase)):
                found.Add(path);
                break;
        }
    }
}
