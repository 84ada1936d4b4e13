using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>Compares the two workspaces and their storage accounts, past HTTP.</summary>
public sealed class MirrorCheck
{
    // The share of notebooks is reported among the assets, although nobody registers it.
    private const string Notebooks = "notebooks";

    private readonly SimulatedAzure _azure;
    private readonly ExpectedDocument _expected;

    /// <summary>Makes a check.</summary>
    /// <param name="azure">The simulated Azure.</param>
    public MirrorCheck(SimulatedAzure azure)
    {
        _azure = azure;
        _expected = new ExpectedDocument(azure, azure.World.Primary, azure.World.Secondary);
    }

    /// <summary>The document of an asset in the secondary workspace; null when it is not there.</summary>
    /// <param name="asset">The asset.</param>
    public JsonObject? FindInSecondary(SeedAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return _azure.Resources.Get($"{_azure.World.Secondary.ResourceId}/{asset.Path}");
    }

    /// <summary>Compares the documents of an asset, field by field except for what the rules of rewriting name.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>One sentence per difference; empty when they are as they shall be.</returns>
    public IEnumerable<string> DocumentProblems(SeedAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        JsonObject? source = _azure.Resources.Get($"{_azure.World.Primary.ResourceId}/{asset.Path}");
        JsonObject? target = FindInSecondary(asset);
        if (source is null)
            return [$"{asset} is not in the primary"];
        return target is null
            ? [$"{asset} is not in the secondary"]
            : JsonDifference.Find(_expected.For(source), ExpectedDocument.WritablePart(target)).Select(difference => $"{asset}: {difference}");
    }

    /// <summary>Compares the files of an asset: every one there, with equal length and content, and none besides.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>One sentence per difference; empty when they are as they shall be.</returns>
    public IEnumerable<string> FileProblems(SeedAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return asset.Folders.SelectMany(folder => FileProblems(asset, folder));
    }

    /// <summary>Compares the secrets of an asset, which no document shows.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>One sentence per difference, without the secrets; empty when they are equal.</returns>
    public IEnumerable<string> SecretProblems(SeedAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        if (!asset.HasSecrets)
            yield break;
        JsonObject? source = _azure.Resources.GetSecrets($"{_azure.World.Primary.ResourceId}/{asset.Path}");
        JsonObject? target = _azure.Resources.GetSecrets($"{_azure.World.Secondary.ResourceId}/{asset.Path}");
        if (source is null)
            yield return $"{asset} has no secret in the primary, so nothing is shown";
        else if (target is null)
            yield return $"{asset} has come without its secret";
        else if (!JsonNode.DeepEquals(source, target))
            yield return $"{asset} has another secret in the secondary";
    }

    /// <summary>Finds assets in the secondary workspace that are none of those given.</summary>
    /// <param name="assets">All that may be there.</param>
    public IEnumerable<string> ExtraProblems(IEnumerable<SeedAsset> assets)
    {
        HashSet<string> known = [.. assets.Where(asset => asset.SkipCode is null).Select(asset => asset.Path)];
        return _azure.Resources.Snapshot(_azure.World.Secondary.ResourceId)
            .Where(resource => SeedKinds.ResourceTypes.Contains(resource.Type) && !known.Contains(resource.Path) && !IsSystemDatastore(resource.Path))
            .Select(resource => $"the secondary holds {resource.Path}, which nobody put there");
    }

    /// <summary>The container of the secondary's storage account that an asset's files shall stand in.</summary>
    /// <param name="asset">The asset; it has files.</param>
    public string SecondaryContainer(SeedAsset asset) =>
        asset?.Container == SimulatedWorkspace.ArtifactContainer ? SimulatedWorkspace.ArtifactContainer : _azure.World.Secondary.BlobContainer;

    /// <summary>Everything that is not as it shall be with assets that are to be mirrored.</summary>
    /// <param name="assets">The assets; those that are to be skipped are passed over.</param>
    public IReadOnlyList<string> Problems(IEnumerable<SeedAsset> assets) =>
        [.. assets.Where(asset => asset.SkipCode is null).SelectMany(asset => DocumentProblems(asset).Concat(FileProblems(asset)).Concat(SecretProblems(asset)))];

    /// <summary>Finds assets that the app reports as mirrored and that are not.</summary>
    /// <param name="assets">The assets that were put into the primary.</param>
    /// <param name="reported">What the app reports.</param>
    public IReadOnlyList<string> FalseReports(IEnumerable<SeedAsset> assets, IEnumerable<AppAsset> reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        Dictionary<(string, string, string), SeedAsset> known = assets.ToDictionary(asset => (asset.Kind, asset.Name, asset.Version));
        return
        [
            .. reported.Where(asset => asset.State == "Mirrored" && asset.Kind != Notebooks).SelectMany(asset =>
                known.TryGetValue((asset.Kind, asset.Name, asset.Version), out SeedAsset? seed)
                    ? Problems([seed]).Select(problem => $"reported mirrored, but {problem}")
                    : [$"{asset.Kind} {asset.Name}:{asset.Version} is reported mirrored, but nobody registered it"]),
        ];
    }

    /// <summary>Finds assets of which the app does not report what it shall: mirrored, or skipped for the right reason.</summary>
    /// <param name="assets">The assets that were put into the primary.</param>
    /// <param name="reported">What the app reports.</param>
    /// <returns>One sentence for each; empty when all are settled.</returns>
    public static IReadOnlyList<string> Unsettled(IEnumerable<SeedAsset> assets, IEnumerable<AppAsset> reported)
    {
        ArgumentNullException.ThrowIfNull(assets);
        ArgumentNullException.ThrowIfNull(reported);
        Dictionary<(string, string, string), AppAsset> states = reported.ToDictionary(asset => (asset.Kind, asset.Name, asset.Version));
        List<string> open = [];
        foreach (SeedAsset asset in assets)
        {
            AppAsset? state = states.GetValueOrDefault((asset.Kind, asset.Name, asset.Version));
            bool settled = asset.SkipCode is null ? state?.State == "Mirrored" : state?.State == "Skipped" && state.Reason?.Code == asset.SkipCode;
            if (!settled)
                open.Add(state?.ToString() ?? $"{asset} is not known");
        }

        return open;
    }

    private static bool IsSystemDatastore(string path) => path.StartsWith("datastores/workspace", StringComparison.Ordinal);

    private IEnumerable<string> FileProblems(SeedAsset asset, SeedFolder folder)
    {
        string account = _azure.World.SecondaryAccount.Name;
        string container = SecondaryContainer(asset);
        HashSet<string> names = [];
        foreach (SeedFile file in folder.Files)
        {
            string name = SeedAsset.BlobName(folder.Root, file);
            names.Add(name);
            BlobContent? copy = _azure.Blobs.Read(account, container, name);
            if (copy is null)
                yield return $"{asset}: the file '{name}' is missing";
            else if (copy.Length != file.Content.Length)
                yield return $"{asset}: the file '{name}' has {copy.Length} bytes instead of {file.Content.Length}";
            else if (!copy.Md5().AsSpan().SequenceEqual(file.Content.Md5()))
                yield return $"{asset}: the file '{name}' has another content";
        }

        foreach (string extra in _azure.Blobs.List(account, container, folder.Root, withMd5: false).Select(blob => blob.Name).Where(name => !names.Contains(name)))
            yield return $"{asset}: the file '{extra}' is not the primary's";
    }
}
