using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Exporting;

/// <summary>An asset as the Azure Machine Learning CLI (v2) takes it, or the reason why the CLI does not.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Body">What the YAML file says; null when the CLI cannot make the asset from a file.</param>
/// <param name="Command">The command that takes the file, such as <c>az ml model create</c>; null without a file.</param>
/// <param name="Reason">Why there is no file; null with one.</param>
/// <param name="Notes">What a reader of the file must know: secrets and fields that were left out, and what is to be done besides.</param>
/// <param name="Attachments">Files that stand next to the file, which names them.</param>
public sealed record CliDocument(
    AssetId Asset, JsonObject? Body, string? Command, string? Reason, IReadOnlyList<string> Notes, IReadOnlyList<CliAttachment> Attachments);
