using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.OnlineEndpoints;

/// <summary>
/// Online endpoints. Keys are taken when the endpoint is created and null on every read, so they come from <c>listKeys</c>; changed ones need
/// <c>regenerateKeys</c>. Traffic may only name deployments that exist, so the endpoint is written before its deployments and looks again after
/// each of them (<c>facts/aml-rest.md</c> 2.9).
/// </summary>
public sealed class OnlineEndpointKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.OnlineEndpoint;

    /// <inheritdoc/>
    public override string Collection => "onlineEndpoints";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override SecretAction? Secrets { get; } = new("listKeys", CommonFields.Keys) { IsForCreation = true, Regenerate = "regenerateKeys" };

    /// <inheritdoc/>
    public override KindFields Fields => OnlineEndpointFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeTier(context);

    /// <inheritdoc/>
    public override bool NeedsSecrets(JsonObject body) => CommonRules.IsKeyed(body);

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) => OnlineEndpointAdaptation.Adapt(body, context);
}
