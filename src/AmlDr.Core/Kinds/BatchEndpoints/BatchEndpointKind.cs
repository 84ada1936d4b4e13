using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.BatchEndpoints;

/// <summary>
/// Batch endpoints. Keys come from <c>listkeys</c>, spelled with a small k here; the default deployment may only be one that exists
/// (<c>facts/aml-rest.md</c> 2.10).
/// </summary>
public sealed class BatchEndpointKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.BatchEndpoint;

    /// <inheritdoc/>
    public override string Collection => "batchEndpoints";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override SecretAction? Secrets { get; } = new("listkeys", CommonFields.Keys) { IsForCreation = true };

    /// <inheritdoc/>
    public override KindFields Fields => BatchEndpointFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeTier(context);

    /// <inheritdoc/>
    public override bool NeedsSecrets(JsonObject body) => CommonRules.IsKeyed(body);

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) => BatchEndpointAdaptation.Adapt(body, context);
}
