namespace AmlDr.Core.Exporting.Forms;

/// <summary>What forms share.</summary>
internal static class CommonForm
{
    /// <summary>Description and tags of an asset.</summary>
    public static IReadOnlyList<CliField> Described { get; } = [new("properties.description", "description"), new("properties.tags", "tags")];

    /// <summary>Description, tags and properties of a tracked resource, whose tags stand at the top.</summary>
    public static IReadOnlyList<CliField> Tracked { get; } =
        [new("properties.description", "description"), new("tags", "tags"), new("properties.properties", "properties")];
}
