namespace AmlDr.Core.Exporting;

/// <summary>
/// How one type of asset is written for the CLI. Sources: the YAML reference of the CLI (v2), and the schemas by which azure-ai-ml reads the
/// files, which refuse every field that they do not know; so only the fields named here are written, and the rest is noted.
/// </summary>
/// <param name="Command">The command that takes the file.</param>
/// <param name="Schema">The name of the published JSON schema, without its ending; null when none is listed.</param>
/// <param name="Fields">The fields in the order of the file. Name and version come before them.</param>
internal sealed record CliForm(string Command, string? Schema, IReadOnlyList<CliField> Fields)
{
    /// <summary>Fields that the CLI sets itself, or that say nothing new: neither written nor noted.</summary>
    public IReadOnlyList<string> Implied { get; init; } = [];

    /// <summary>Does what a list of fields cannot say.</summary>
    public Action<CliSource, CliTarget>? Complete { get; init; }
}
