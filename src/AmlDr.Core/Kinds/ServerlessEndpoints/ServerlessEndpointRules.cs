using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Kinds.ServerlessEndpoints;

/// <summary>What a serverless endpoint needs: the marketplace subscription that the service says it uses, for models that are sold there.</summary>
internal static class ServerlessEndpointRules
{
    public static IReadOnlyList<AssetId> FindSubscription(AssetDocument document) =>
        WorkspaceId.TryParseChild(document.GetString("properties", "marketplaceSubscriptionId"), out _, out string child)
        && child.Split('/') is [var collection, var name]
        && string.Equals(collection, "marketplaceSubscriptions", StringComparison.OrdinalIgnoreCase)
            ? [new AssetId(KindNames.MarketplaceSubscription, name, "")]
            : [];
}
