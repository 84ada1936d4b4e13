using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>
/// One asset of the primary as the service returns it, with what is to be found in it: a file of the folder <c>Samples</c>. Whatever belongs to the
/// primary alone says <c>west</c> or carries the workspace's identifier; every secret says <c>canary</c>.
/// </summary>
internal sealed class KindSample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Kinds", "Samples");
    private readonly JsonObject _file;

    private KindSample(string file)
    {
        _file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file + ".json")))!.AsObject();
        Asset = new AssetId((string)_file["kind"]!, (string)_file["name"]!, (string)_file["version"]!);
    }

    public static IEnumerable<string> Files { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public AssetId Asset { get; }

    public IAssetKind Kind => ConformancePair.Kinds[Asset.Kind];

    /// <summary>What the asset needs, as <c>{kind} {name}:{version}</c> or <c>{kind} {name}@{label}</c>, in the order of the document.</summary>
    public IReadOnlyList<string> Dependencies => Texts("dependencies");

    /// <summary>The fields under which its files stand.</summary>
    public IReadOnlyList<string> Content => Texts("content");

    /// <summary>The children that stand in the secondary.</summary>
    public IReadOnlySet<string> Standing => Texts("standing").ToHashSet();

    /// <summary>The fields that differ in the secondary on purpose, with what they say there; null for one that is not there.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Adapted => _file["adapted"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value);

    public AssetDocument Document => new(_file["document"]!.DeepClone().AsObject());

    public static KindSample Read(string file) => new(file);

    /// <summary>The node at a path of names joined by dots; null when there is none.</summary>
    public static JsonNode? At(JsonNode body, string path) =>
        path.Split('.').Aggregate((JsonNode?)body, (node, step) => (node as JsonObject)?[step]);

    private string[] Texts(string member) => _file[member] is JsonArray items ? [.. items.Select(item => (string)item!)] : [];
}
