using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Data;

/// <summary>
/// Where a data asset's files stand: at its file or folder; for an MLTable at the folder of its definition and at everything that the definition
/// refers to (<c>referencedUris</c>, which the tools fill from the MLTable file).
/// </summary>
internal static class DataContent
{
    public static IReadOnlyList<ContentReference> Find(AssetDocument document)
    {
        IEnumerable<ContentReference> found = CommonRules.FindContent(document, DataFields.DataUri, "properties", "dataUri");
        return document.TryGet(["properties", "referencedUris"], out JsonNode? uris) && uris is JsonArray items
            ? [.. found, .. items.SelectMany(FindReferenced)]
            : [.. found];
    }

    private static IEnumerable<ContentReference> FindReferenced(JsonNode? item, int position) =>
        item is JsonValue value && value.TryGetValue(out string? text) && ReferenceParser.TryParse(text, out AssetReference? reference)
            ? [new ContentReference(string.Create(CultureInfo.InvariantCulture, $"{DataFields.ReferencedUris}.{position}"), reference)]
            : [];
}
