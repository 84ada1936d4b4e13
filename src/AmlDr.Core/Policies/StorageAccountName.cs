using System.Text.RegularExpressions;

namespace AmlDr.Core.Policies;

/// <summary>A storage account as the policy names it: by its name alone, or by its resource identifier.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="SubscriptionId">Its subscription; null when only the name is known.</param>
/// <param name="ResourceGroup">Its resource group; null when only the name is known.</param>
public sealed partial record StorageAccountName(string Name, string? SubscriptionId = null, string? ResourceGroup = null)
{
    /// <summary>Reads a name or identifier.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The account; a text that is no identifier is taken as the name.</returns>
    public static StorageAccountName Parse(string text)
    {
        Match match = Identifier().Match(text);
        return match.Success
            ? new StorageAccountName(match.Groups["n"].Value, match.Groups["s"].Value, match.Groups["g"].Value)
            : new StorageAccountName(text);
    }

    [GeneratedRegex(
        @"\A/subscriptions/(?<s>[^/]+)/resourcegroups/(?<g>[^/]+)/providers/Microsoft\.Storage/storageAccounts/(?<n>[^/]+)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
