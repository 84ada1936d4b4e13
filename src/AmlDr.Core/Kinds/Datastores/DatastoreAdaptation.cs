using System.Text.Json.Nodes;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Datastores;

/// <summary>
/// What differs in the secondary: the storage account, where the policy's <c>maps.storageAccounts</c> names it, with what depends on it; the
/// credential, where the policy leaves secrets out. A datastore whose account is not named reaches the same storage from both regions.
/// </summary>
internal static class DatastoreAdaptation
{
    // Account keys and shared access signatures open the one account that they were made for.
    private static readonly HashSet<string> OfOneAccount = new(StringComparer.OrdinalIgnoreCase) { "AccountKey", "Sas" };

    public static void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings)
    {
        if (body["properties"] is not JsonObject properties)
        {
            return;
        }

        // Data Lake Gen1 calls its account a store; a datastore has one of the two.
        bool moved = MoveAccount(properties, "accountName", context) || MoveAccount(properties, "storeName", context);
        if (!context.Policy.Secrets.Mirror && DatastoreRules.HasCredential(body))
        {
            properties["credentials"] = DatastoreRules.NoCredential();
        }

        if (moved && OfOneAccount.Contains(DatastoreRules.CredentialType(body) ?? ""))
        {
            findings.Add(new Finding(
                "CredentialOfOtherAccount", "properties.credentials.credentialsType", DatastoreRules.CredentialType(body)!,
                "The policy gives the datastore another storage account, which the primary's credential does not open; use identity-based access "
                + "or a service principal, or set 'properties.credentials' by a patch in the policy."));
        }

        if (!moved && IsToBeCopied(context) && DocumentFields.GetText(properties, "accountName") is { } account && !IsMapped(account, context))
        {
            findings.Add(new Finding(
                "CopyWithoutAccount", "properties.accountName", account,
                $"The policy wants the files of '{context.Asset.Name}' copied, but its storage account is the same in both regions; name the secondary's "
                + "account in 'maps.storageAccounts', or say 'shared' or 'replicated' in 'datastores'."));
        }
    }

    private static bool MoveAccount(JsonObject properties, string member, KindContext context)
    {
        if (DocumentFields.GetText(properties, member) is not { } account || PolicyMaps.Find(context.Policy.Maps.StorageAccounts, account) is not { } mapped)
        {
            return false;
        }

        var target = StorageAccountName.Parse(mapped);
        properties[member] = target.Name;
        Place(properties, "subscriptionId", target.SubscriptionId);
        Place(properties, "resourceGroup", target.ResourceGroup);
        if (DocumentFields.GetText(properties, "containerName") is { } container && context is { Primary: { } primary, Secondary: { } secondary })
        {
            // Containers that the service made carry the workspace's identifier in their name.
            properties["containerName"] = container.Replace(primary.WorkspaceGuid, secondary.WorkspaceGuid, StringComparison.OrdinalIgnoreCase);
        }

        return true;
    }

    // Where the map tells the account's name alone, nothing is known of its place, and the primary's would be wrong.
    private static void Place(JsonObject properties, string member, string? value)
    {
        if (value is not null)
        {
            properties[member] = value;
        }
        else
        {
            properties.Remove(member);
        }
    }

    private static bool IsToBeCopied(KindContext context) =>
        context.Policy.Datastores.Any(entry =>
            string.Equals(entry.Key, context.Asset.Name, StringComparison.OrdinalIgnoreCase) && entry.Value == DataHandling.Copy);

    // A body that has been adapted already names the account that the map gives.
    private static bool IsMapped(string account, KindContext context) =>
        context.Policy.Maps.StorageAccounts.Values.Any(mapped =>
            string.Equals(StorageAccountName.Parse(mapped).Name, account, StringComparison.OrdinalIgnoreCase));
}
