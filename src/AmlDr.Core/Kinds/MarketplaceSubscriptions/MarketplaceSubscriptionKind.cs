using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.MarketplaceSubscriptions;

/// <summary>
/// Subscriptions to offers of the model catalog. Whether an offer exists in the secondary's region, and whether the app may accept its terms there,
/// only the write tells (<c>facts/aml-rest.md</c> 2.16, unconfirmed per model).
/// </summary>
public sealed class MarketplaceSubscriptionKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.MarketplaceSubscription;

    /// <inheritdoc/>
    public override string Collection => "marketplaceSubscriptions";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => MarketplaceSubscriptionFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => MarketplaceSubscriptionRules.Judge(document);
}
