using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Models;

/// <summary>Where a model's files stand: at the one path that it names, a file or a folder.</summary>
internal static class ModelContent
{
    public static IReadOnlyList<ContentReference> Find(AssetDocument document) =>
        [.. CommonRules.FindContent(document, ModelFields.ModelUri, "properties", "modelUri")];
}
