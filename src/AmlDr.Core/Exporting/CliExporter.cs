using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Exporting;

/// <summary>
/// Writes an asset as a file of the Azure Machine Learning CLI (v2). No secret is written: what was taken out of the document is noted, never named
/// by its value.
/// </summary>
public static class CliExporter
{
    /// <summary>Writes an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document and the places of its secrets, whose values are not looked at.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="workspace">The workspace that it comes from, whose references are spelled so that they mean the workspace it goes to.</param>
    /// <param name="stem">The name of its file without the ending; names of files next to it begin with it.</param>
    /// <returns>The file, or why there is none.</returns>
    public static CliDocument Export(
        AssetId asset, RedactedDocument document, IAssetKind kind, WorkspaceDescription workspace, string stem)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(kind);
        JsonObject body = WritableDocument.From(new AssetDocument(document.Omit()), kind);
        (CliForm? form, string? reason) = CliForms.Of(asset, body);
        if (form is null)
        {
            return new CliDocument(asset, null, null, reason, [], []);
        }

        var source = new CliSource(asset, kind, body, workspace, stem);
        var target = new CliTarget();
        target.Set("$schema", form.Schema is null ? null : CliForms.SchemaAddress(form.Schema));
        target.Set("name", kind.Shape is KindShape.Nested ? asset.Version : asset.Name);
        target.Set("version", kind.Shape is KindShape.Versioned ? asset.Version : null);
        foreach (CliField field in form.Fields)
        {
            if (source.Take(field.From) is { } value)
            {
                Merge(target, field.To, field.Convert(value, source));
            }
        }

        form.Complete?.Invoke(source, target);
        Note(form, source, target, document.Secrets.Keys);
        return new CliDocument(asset, target.Body, form.Command, null, target.Notes, target.Attachments);
    }

    // A field of an object may be written by itself, with a value of its own, before the rest of the object.
    private static void Merge(CliTarget target, string field, JsonNode? value)
    {
        JsonNode? standing = field.Split('.').Aggregate((JsonNode?)target.Body, (node, step) => (node as JsonObject)?[step]);
        if (standing is JsonObject members && value is JsonObject added)
        {
            foreach ((string name, JsonNode? member) in added)
            {
                members[name] = member?.DeepClone();
            }
        }
        else
        {
            target.Set(field, value);
        }
    }

    private static void Note(CliForm form, CliSource source, CliTarget target, IEnumerable<string> secretPlaces)
    {
        source.Take("properties.isAnonymous");
        if (source.Take("properties.isArchived") is JsonValue archived && archived.TryGetValue(out bool isArchived) && isArchived)
        {
            string group = form.Command[..form.Command.LastIndexOf(' ')];
            target.Notes.Add($"It is archived in the primary. After: {group} archive --name {ShellWord.Of(source.Asset.Name)} --version {ShellWord.Of(source.Asset.Version)}");
        }

        foreach (string implied in form.Implied)
        {
            source.Take(implied);
        }

        target.Notes.AddRange(secretPlaces.Order(StringComparer.Ordinal).Select(place => $"Secret left out: {place}"));
        IReadOnlyList<string> left = source.Left();
        if (left.Count > 0)
        {
            target.Notes.Add($"Left out, because the CLI has no field for it: {string.Join(", ", left)}");
        }
    }
}
