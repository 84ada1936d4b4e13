using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Assets that a shared registry carries: they do not stand in the secondary workspace, so what refers to them is led to the registry, which both
/// regions have.
/// </summary>
/// <param name="Registry">The registry's name.</param>
/// <param name="Assets">The assets, under the names and versions that they have in the primary too.</param>
public sealed record RegistryAssets(string Registry, IReadOnlySet<AssetId> Assets)
{
    // The kinds that a registry carries, by the path segment of their collections. Source: facts/aml-rest.md 2.13 and section 4.
    private static readonly Dictionary<string, string> Collections = new(StringComparer.OrdinalIgnoreCase)
    {
        [KindNames.Model] = "models",
        [KindNames.Environment] = "environments",
        [KindNames.Data] = "data",
        [KindNames.Component] = "components",
    };

    /// <summary>Says whether a registry can carry assets of a kind for the mirror.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <returns>
    /// True for models, environments, data and components. Code is published too, but whether a document may refer to code in a registry is not
    /// published, so it is copied.
    /// </returns>
    public static bool CanCarry(string kind) => Collections.ContainsKey(kind);

    /// <summary>The address of an asset in a registry: <c>azureml://registries/{registry}/{collection}/{name}/versions/{version}</c>.</summary>
    /// <param name="registry">The registry's name.</param>
    /// <param name="asset">The asset.</param>
    /// <returns>The address.</returns>
    public static string AddressOf(string registry, AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return $"azureml://registries/{registry}/{Collections[asset.Kind]}/{asset.Name}/versions/{asset.Version}";
    }

    /// <summary>Leads a reference to the registry.</summary>
    /// <param name="reference">The reference, as it stands in the primary's document.</param>
    /// <param name="kind">The kind of the asset that it names, where the reference itself does not say.</param>
    /// <param name="primary">The primary workspace.</param>
    /// <returns>The registry's address; null when the registry does not carry what it names.</returns>
    public string? Redirect(AssetReference reference, string? kind, WorkspaceDescription primary)
    {
        ArgumentNullException.ThrowIfNull(primary);
        return reference switch
        {
            WorkspaceAssetReference asset when asset.Workspace.Names(primary.Id) => Find(KindOf(asset.Collection), asset.Name, asset.Version, asset.Label),
            RegionalAssetReference asset when string.Equals(asset.WorkspaceGuid, primary.WorkspaceGuid, StringComparison.OrdinalIgnoreCase) =>
                Find(KindOf(asset.Collection), asset.Name, asset.Version, null),
            ShorthandReference shorthand => Find(kind, shorthand.Name, shorthand.Version, shorthand.Label),
            _ => null,
        };
    }

    private static string? KindOf(string collection) =>
        Collections.FirstOrDefault(entry => string.Equals(entry.Value, collection, StringComparison.OrdinalIgnoreCase)).Key;

    private string? Find(string? kind, string name, string? version, string? label)
    {
        AssetId? found = kind is null ? null
            : version is not null ? Assets.FirstOrDefault(asset => asset == new AssetId(kind, name, version))
            : Assets.FirstOrDefault(asset => asset.Kind == kind && asset.Name == name);
        return found is null ? null
            : version is not null ? AddressOf(Registry, found)
            : $"azureml://registries/{Registry}/{Collections[found.Kind]}/{name}/labels/{label ?? "latest"}";
    }
}
