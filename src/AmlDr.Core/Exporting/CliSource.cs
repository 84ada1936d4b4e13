using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Exporting;

/// <summary>A document whose fields are taken one by one, so that what nobody took is known.</summary>
/// <param name="asset">The asset.</param>
/// <param name="kind">Its kind.</param>
/// <param name="body">The writable part of its document, secrets left out; given away.</param>
/// <param name="workspace">The workspace that it comes from.</param>
/// <param name="stem">The name of its file without the ending.</param>
internal sealed class CliSource(AssetId asset, IAssetKind kind, JsonObject body, WorkspaceDescription workspace, string stem)
{
    public AssetId Asset { get; } = asset;

    public IAssetKind Kind { get; } = kind;

    public CliReferences References { get; } = new(workspace);

    /// <summary>The name of a file next to the asset's. Its ending is not <c>.yml</c>: files of that ending are made by themselves.</summary>
    public string AttachmentName(string what) => $"{stem}.{what}.yaml";

    /// <summary>Takes a field.</summary>
    /// <param name="field">The field, joined by dots.</param>
    /// <returns>The value, removed from the document; null when there is none.</returns>
    public JsonNode? Take(string field)
    {
        string[] steps = field.Split('.');
        JsonNode? parent = steps[..^1].Aggregate((JsonNode?)body, (node, step) => (node as JsonObject)?[step]);
        if (parent is not JsonObject members || !members.TryGetPropertyValue(steps[^1], out JsonNode? value))
        {
            return null;
        }

        members.Remove(steps[^1]);
        return value;
    }

    /// <summary>Takes a text.</summary>
    public string? TakeText(string field) => Take(field) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The fields that nobody has taken and that say something.</summary>
    public IReadOnlyList<string> Left() => [.. Leaves(body, "").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Leaves(JsonObject members, string path) => members.SelectMany(member => member.Value switch
    {
        null or JsonObject { Count: 0 } or JsonArray { Count: 0 } => [],
        JsonObject child => Leaves(child, $"{path}{member.Key}."),
        _ => [path + member.Key],
    });
}
