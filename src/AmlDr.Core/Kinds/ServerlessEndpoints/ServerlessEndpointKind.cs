using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.ServerlessEndpoints;

/// <summary>
/// Serverless endpoints of the model catalog. Their keys cannot be given at creation, so the secondary's differ from the primary's; clients need both
/// (<c>facts/aml-rest.md</c> 2.16). Whether a model is offered in the secondary's region only the write tells.
/// </summary>
public sealed class ServerlessEndpointKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.ServerlessEndpoint;

    /// <inheritdoc/>
    public override string Collection => "serverlessEndpoints";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => ServerlessEndpointFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeTier(context);

    /// <inheritdoc/>
    public override IReadOnlyList<AssetId> FindImplicitDependencies(AssetDocument document, AssetId asset) =>
        ServerlessEndpointRules.FindSubscription(document);
}
