using System.Text.Json.Nodes;

namespace AmlDr.Core.Exporting;

/// <summary>A file next to an asset's file.</summary>
/// <param name="Name">Its name, in the folder of the asset's file.</param>
/// <param name="Text">Its text; null when it is written from <paramref name="Body"/>.</param>
/// <param name="Body">What the YAML file says; null when it has a text of its own.</param>
public sealed record CliAttachment(string Name, string? Text, JsonObject? Body = null);
