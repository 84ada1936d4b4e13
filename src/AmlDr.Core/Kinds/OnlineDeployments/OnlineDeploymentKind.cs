using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.OnlineDeployments;

/// <summary>
/// Deployments of online endpoints, managed and on Kubernetes. The number of instances is <c>sku.capacity</c>, which the tier decides
/// (<c>facts/aml-rest.md</c> 2.9). Autoscaling of managed deployments is a resource of Azure Monitor and no part of this document.
/// </summary>
public sealed class OnlineDeploymentKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.OnlineDeployment;

    /// <inheritdoc/>
    public override string Collection => "onlineEndpoints";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Nested;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => OnlineDeploymentFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeTier(context, KindNames.OnlineEndpoint);

    /// <inheritdoc/>
    public override IReadOnlyList<AssetId> FindImplicitDependencies(AssetDocument document, AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return [new AssetId(KindNames.OnlineEndpoint, asset.Name, "")];
    }

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) => OnlineDeploymentAdaptation.Adapt(body, context);
}
