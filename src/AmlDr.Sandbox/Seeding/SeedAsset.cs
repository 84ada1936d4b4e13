using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Seeding;

/// <summary>An asset of any kind that is put into the primary workspace, with its files.</summary>
public sealed record SeedAsset
{
    /// <summary>The collection it belongs to, for example <c>models</c>; that of its endpoint for a deployment.</summary>
    public required string Collection { get; init; }

    /// <summary>Its name; its endpoint's for a deployment.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, the name of a deployment, or empty for what has no versions.</summary>
    public required string Version { get; init; }

    /// <summary>The body of its registration.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>
    /// The body of its first registration where the final one names what is made after it: an endpoint's traffic names deployments. Null for none.
    /// </summary>
    public JsonObject? FirstBody { get; init; }

    /// <summary>The assets that it refers to and that a user has before.</summary>
    public IReadOnlyList<SeedAsset> After { get; init; } = [];

    /// <summary>How many assets one after the other a user makes before it at least.</summary>
    public int Level => After.Count == 0 ? 0 : 1 + After.Max(other => other.Level);

    /// <summary>The container of the primary's storage account that its files stand in; null when it has none.</summary>
    public string? Container { get; init; }

    /// <summary>The folder of its files in the container, or the one file.</summary>
    public string Root { get; init; } = string.Empty;

    /// <summary>Its files.</summary>
    public IReadOnlyList<SeedFile> Files { get; init; } = [];

    /// <summary>Further places of its files in the same container.</summary>
    public IReadOnlyList<SeedFolder> MoreFolders { get; init; } = [];

    /// <summary>All places of its files; none when it has none.</summary>
    public IEnumerable<SeedFolder> Folders => Container is null ? [] : [new SeedFolder(Root, Files), .. MoreFolders];

    /// <summary>
    /// Whether the service itself puts it there, as it does with curated environments, rather than a user. No event tells of it.
    /// </summary>
    public bool IsByService { get; init; }

    /// <summary>Why it is not to be mirrored, as the app's reason code says; null when it is.</summary>
    public string? SkipCode { get; init; }

    /// <summary>Whether it holds a secret that no read returns.</summary>
    public bool HasSecrets { get; init; }

    /// <summary>Its kind in the app's words, for example <c>model</c> or <c>onlineDeployment</c>.</summary>
    public string Kind => SeedKinds.KindOf(Collection, Version);

    /// <summary>Its id below the workspace; the same in both workspaces.</summary>
    public string Path => SeedKinds.PathOf(Collection, Name, Version);

    /// <summary>Name of a file's blob.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    public string BlobName(SeedFile file) => BlobName(Root, file);

    /// <summary>Name of a file's blob.</summary>
    /// <param name="root">The folder in the container, or the one file.</param>
    /// <param name="file">The file.</param>
    public static string BlobName(string root, SeedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Path.Length == 0 ? root : $"{root}/{file.Path}";
    }

    /// <summary>Kind, name and version.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Version.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Name}:{Version}";
}
