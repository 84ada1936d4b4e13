using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.FeatureSets;

/// <summary>Where a feature set's files stand: in the folder of its specification.</summary>
internal static class FeatureSetContent
{
    public static IReadOnlyList<ContentReference> Find(AssetDocument document) =>
        [.. CommonRules.FindContent(document, FeatureSetFields.SpecificationPath, "properties", "specification", "path")];
}
