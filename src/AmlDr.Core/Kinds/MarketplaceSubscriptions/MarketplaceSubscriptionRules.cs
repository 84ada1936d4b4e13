using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.MarketplaceSubscriptions;

/// <summary>Which subscriptions take part: those in force. A new one would undo a suspension or a cancellation.</summary>
internal static class MarketplaceSubscriptionRules
{
    private const string InForce = "Subscribed";

    public static AssetVerdict Judge(AssetDocument document) =>
        document.GetString("properties", "marketplaceSubscriptionStatus") is { } status
        && !string.Equals(status, InForce, StringComparison.OrdinalIgnoreCase)
            ? AssetVerdict.Skip("NotSubscribed", $"The subscription is '{status}' in the primary; only one in force is mirrored.")
            : AssetVerdict.Mirror;
}
