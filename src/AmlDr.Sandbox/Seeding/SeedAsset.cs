using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Seeding;

/// <summary>A version of a model or an environment that is put into the primary workspace, with its files.</summary>
public sealed record SeedAsset
{
    /// <summary>The collection it belongs to: <c>models</c> or <c>environments</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The body of its registration.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>The container of the primary's storage account that its files stand in; null when it has none.</summary>
    public string? Container { get; init; }

    /// <summary>The folder of its files in the container, or the one file.</summary>
    public string Root { get; init; } = string.Empty;

    /// <summary>Its files.</summary>
    public IReadOnlyList<SeedFile> Files { get; init; } = [];

    /// <summary>
    /// Whether the service itself puts it there, as it does with curated environments, rather than a user. No event tells of it.
    /// </summary>
    public bool IsByService { get; init; }

    /// <summary>Why it is not to be mirrored, as the app's reason code says; null when it is.</summary>
    public string? SkipCode { get; init; }

    /// <summary>Its kind in the app's words: <c>model</c> or <c>environment</c>.</summary>
    public string Kind => Collection[..^1];

    /// <summary>Its id below the workspace; the same in both workspaces.</summary>
    public string Path => $"{Collection}/{Name}/versions/{Version}";

    /// <summary>Name of a file's blob.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    public string BlobName(SeedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Path.Length == 0 ? Root : $"{Root}/{file.Path}";
    }

    /// <summary>Kind, name and version.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Kind} {Name}:{Version}";
}
