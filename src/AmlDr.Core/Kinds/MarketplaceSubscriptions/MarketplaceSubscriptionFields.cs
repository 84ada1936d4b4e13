namespace AmlDr.Core.Kinds.MarketplaceSubscriptions;

/// <summary>
/// The fields of a marketplace subscription that need care. Source: AML REST 2024-04-01, <c>MarketplaceSubscription</c>; <c>facts/aml-rest.md</c> 2.16.
/// </summary>
internal static class MarketplaceSubscriptionFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly =
        [
            CommonFields.ProvisioningState, FieldPath.Of("properties.marketplacePlan"), FieldPath.Of("properties.marketplaceSubscriptionStatus"),
        ],
        References = [FieldPath.Of("properties.modelId")],
    };
}
