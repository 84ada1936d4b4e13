using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Audit;

/// <summary>Plants drift of every class between two equal workspaces, past HTTP and events.</summary>
internal sealed class DriftPlanter
{
    private const long LargestFile = 1024 * 1024;

    private readonly SimulatedAzure _azure;
    private readonly MirrorCheck _check;
    private readonly IReadOnlyList<SeedAsset> _assets;
    private readonly Queue<SeedAsset> _models;
    private readonly HashSet<SeedAsset> _used = new(ReferenceEqualityComparer.Instance);
    private readonly List<PlantedDrift> _planted = [];

    /// <summary>Makes a planter.</summary>
    /// <param name="azure">The simulated Azure.</param>
    /// <param name="assets">The assets that both sides hold.</param>
    public DriftPlanter(SimulatedAzure azure, IReadOnlyList<SeedAsset> assets)
    {
        _azure = azure;
        _check = new MirrorCheck(azure);
        _assets = assets;

        // Nobody needs these, so that each plant is told of once.
        HashSet<SeedAsset> needed = new(assets.SelectMany(asset => asset.After), ReferenceEqualityComparer.Instance);
        _models = new Queue<SeedAsset>(assets.Where(asset =>
            asset.Kind == "model" && !needed.Contains(asset) && asset.Files.Count > 0 && asset.Files.Sum(file => file.Content.Length) is > 8 and < LargestFile
            && asset.Files.All(file => file.Content.Length > 8) && !IsArchived(asset)));
    }

    /// <summary>The asset that stands in the secondary alone, and that nobody mirrored.</summary>
    public static string ByHand => "models/made-by-hand/versions/1";

    /// <summary>The asset that the primary no longer holds.</summary>
    public SeedAsset? Deleted { get; private set; }

    /// <summary>Plants all of it.</summary>
    /// <returns>What must be told of: this and nothing else.</returns>
    public IReadOnlyList<PlantedDrift> Plant()
    {
        SeedAsset missing = Take();
        _azure.Resources.Remove(InSecondary(missing));
        Note("a version is missing", "Missing", missing, "Missing");

        SeedAsset tagged = _assets.First(asset => asset.Kind == "environment" && asset.SkipCode is null && !_assets.Any(other => other.After.Contains(asset)) && _used.Add(asset));
        Change(tagged, properties => properties["tags"] = new JsonObject { ["planted"] = "tag" });
        Note("a tag is changed", "Differs", tagged, "Field", "properties.tags");

        Damage("a file of equal length is changed", "FileContent", file => BlobContent.Generated(4711, file.Content.Length));
        Damage("a file is truncated", "FileLength", file => BlobContent.Generated(4711, file.Content.Length - 1));
        Damage("a file is missing", "FileMissing", _ => null);

        SeedAsset archived = Take();
        Change(archived, properties => properties["isArchived"] = true);
        Note("it is archived in the secondary alone", "Differs", archived, "Field", "properties.isArchived");
        SeedAsset archivedInPrimary = Take();
        Change(archivedInPrimary, properties => properties["isArchived"] = true, _azure.World.Primary.ResourceId);
        Note("it is archived in the primary alone", "Differs", archivedInPrimary, "Field", "properties.isArchived");

        Deleted = Take();
        _azure.Resources.Remove($"{_azure.World.Primary.ResourceId}/{Deleted.Path}");
        Note("the primary has deleted it", "Extra", Deleted, "Extra");
        _azure.Resources.Put(
            $"{_azure.World.Secondary.ResourceId}/{ByHand}",
            new JsonObject { ["properties"] = new JsonObject { ["modelUri"] = "azureml://datastores/workspaceblobstore/paths/by/hand", ["modelType"] = "custom_model" } });
        _planted.Add(new PlantedDrift("it was made by hand in the secondary", "Extra", "model", "made-by-hand", "1", "Extra"));

        PlantReference();
        PlantDependency();
        return _planted;
    }

    private void PlantReference()
    {
        SeedAsset schedule = _assets.First(asset => asset.Kind == "schedule" && asset.SkipCode is null && _used.Add(asset));
        JsonObject document = _azure.Resources.Get(InSecondary(schedule))!;
        string own = _azure.World.Secondary.Name;
        JsonNode action = document["properties"]!["action"]!;
        JsonNode wrong = JsonNode.Parse(action.ToJsonString().Replace($"/workspaces/{own}/", $"/workspaces/{_azure.World.Primary.Name}/", StringComparison.OrdinalIgnoreCase))!;
        if (JsonNode.DeepEquals(action, wrong))
            throw new CheckFailedException($"{schedule} refers to nothing in its workspace, so no reference can be wrong");
        document["properties"]!["action"] = wrong;
        _azure.Resources.Put(InSecondary(schedule), document);
        Note("a reference leads into the primary", "Differs", schedule, "Field", "properties.action");
    }

    private void PlantDependency()
    {
        SeedAsset needed = _assets.First(asset =>
            asset.Kind == "environment" && asset.SkipCode is null && _assets.Any(other => other.Kind == "onlineDeployment" && other.After.Contains(asset)) && _used.Add(asset));
        _azure.Resources.Remove(InSecondary(needed));
        Note("something that a deployment needs is missing", "Missing", needed, "Missing");
        HashSet<SeedAsset> lacking = new(ReferenceEqualityComparer.Instance) { needed };
        for (bool isFirst = true; ; isFirst = false)
        {
            SeedAsset[] more = [.. _assets.Where(asset => asset.SkipCode is null && !lacking.Contains(asset) && asset.After.Any(lacking.Contains))];
            if (more.Length == 0)
                return;
            foreach (SeedAsset asset in more)
            {
                lacking.Add(asset);
                Note("it needs what is missing", "Differs", asset, isFirst ? "DependencyMissing" : "DependencyBroken");
            }
        }
    }

    private void Damage(string what, string code, Func<SeedFile, BlobContent?> change)
    {
        SeedAsset asset = Take();
        SeedFile file = asset.Files[0];
        string container = _check.SecondaryContainer(asset);
        string account = _azure.World.SecondaryAccount.Name;
        if (change(file) is { } content)
            _azure.Blobs.Put(account, container, asset.BlobName(file), content);
        else
            _azure.Blobs.Delete(account, container, asset.BlobName(file));
        Note(what, "Differs", asset, code, file.Path.Length == 0 ? null : file.Path);
    }

    private void Change(SeedAsset asset, Action<JsonObject> change, string? workspace = null)
    {
        string id = workspace is null ? InSecondary(asset) : $"{workspace}/{asset.Path}";
        JsonObject document = _azure.Resources.Get(id)!;
        change(document["properties"]!.AsObject());
        _azure.Resources.Put(id, document);
    }

    private SeedAsset Take()
    {
        SeedAsset asset = _models.TryDequeue(out SeedAsset? next)
            ? next
            : throw new CheckFailedException("there are too few models that nobody needs; use more --assets");
        _used.Add(asset);
        return asset;
    }

    private void Note(string what, string found, SeedAsset asset, string code, string? place = null) =>
        _planted.Add(new PlantedDrift(what, found, asset.Kind, asset.Name, asset.Version, code, place));

    private string InSecondary(SeedAsset asset) => $"{_azure.World.Secondary.ResourceId}/{asset.Path}";

    private static bool IsArchived(SeedAsset asset) => (bool?)asset.Body["properties"]?["isArchived"] == true;
}
