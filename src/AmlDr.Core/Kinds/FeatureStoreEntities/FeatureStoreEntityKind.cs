using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.FeatureStoreEntities;

/// <summary>Entities of a feature store: the columns that feature sets are joined by (<c>facts/aml-rest.md</c> 2.17).</summary>
public sealed class FeatureStoreEntityKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.FeatureStoreEntity;

    /// <inheritdoc/>
    public override string Collection => "featurestoreEntities";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => FeatureStoreEntityFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeAnonymous(document, context);
}
