using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>What the checks ask of a datastore.</summary>
internal static class DatastoreFacts
{
    /// <summary>The datastores that users made and the policy does not leave out.</summary>
    public static IEnumerable<AssetDocument> OfUsers(IEnumerable<AssetDocument> datastores, Pair pair) => datastores.Where(datastore =>
        datastore.ResourceName is { } name && !SystemDatastores.Contains(name)
        && pair.Policy.Includes(new AssetId(KindNames.Datastore, name, ""), datastore));

    public static string? Container(AssetDocument datastore) =>
        datastore.Property("containerName") ?? datastore.Property("filesystem") ?? datastore.Property("fileShareName");

    /// <summary>The identifier of the account behind it; null when the datastore does not name one whole.</summary>
    public static string? AccountId(AssetDocument datastore) =>
        datastore.Property("accountName") is { } account && datastore.Property("subscriptionId") is { } subscription && datastore.Property("resourceGroup") is { } group
            ? $"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}"
            : null;

    public static AssetDocument? Named(IEnumerable<AssetDocument> documents, string? name) => documents.FirstOrDefault(document => document.ResourceName.Is(name ?? ""));
}
