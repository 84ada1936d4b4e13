using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Computes;

/// <summary>
/// Computes: definitions of clusters, written at zero nodes, and attached Kubernetes clusters, whose counterpart the policy names. Everything else
/// is reported only (<c>facts/aml-rest.md</c> 2.8).
/// </summary>
public sealed class ComputeKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Compute;

    /// <inheritdoc/>
    public override string Collection => "computes";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => ComputeFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => ComputeRules.Judge(document, context);

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) => ComputeAdaptation.Adapt(body);
}
