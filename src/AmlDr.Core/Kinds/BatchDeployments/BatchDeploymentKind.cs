using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.BatchDeployments;

/// <summary>
/// Deployments of batch endpoints, of a model or of a pipeline component. They cost nothing until somebody invokes them, so the tier changes
/// nothing but whether they stand (<c>facts/aml-rest.md</c> 2.10).
/// </summary>
public sealed class BatchDeploymentKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.BatchDeployment;

    /// <inheritdoc/>
    public override string Collection => "batchEndpoints";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Nested;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => BatchDeploymentFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeTier(context, KindNames.BatchEndpoint);

    /// <inheritdoc/>
    public override IReadOnlyList<ContentReference> FindContent(AssetDocument document) => BatchDeploymentContent.Find(document);

    /// <inheritdoc/>
    public override IReadOnlyList<AssetId> FindImplicitDependencies(AssetDocument document, AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return [new AssetId(KindNames.BatchEndpoint, asset.Name, "")];
    }
}
