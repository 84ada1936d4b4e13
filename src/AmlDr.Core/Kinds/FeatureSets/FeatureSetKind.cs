using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.FeatureSets;

/// <summary>
/// Feature sets: a folder with their specification and code, and the entities that they are about (<c>facts/aml-rest.md</c> 2.17). A materialization
/// schedule goes with the document and runs in both regions; it has no switch of its own.
/// </summary>
public sealed class FeatureSetKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.FeatureSet;

    /// <inheritdoc/>
    public override string Collection => "featuresets";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => FeatureSetFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeAnonymous(document, context);

    /// <inheritdoc/>
    public override IReadOnlyList<ContentReference> FindContent(AssetDocument document) => FeatureSetContent.Find(document);
}
