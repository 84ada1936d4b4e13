using AmlDr.Core.Policies;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Says what an address in a storage account is called in the secondary: in a datastore of both sides, in a container of the workspace's own, or in
/// an account that the policy maps. Any other address means the same in both regions, unless it leads into the primary's own account.
/// </summary>
internal sealed class AddressTranslator(RewriteContext context)
{
    public string Translate(string field, WebReference web, out Finding? finding)
    {
        finding = null;
        if (web.Address.Query.Contains("sig=", StringComparison.OrdinalIgnoreCase))
        {
            finding = new Finding(
                "SignedAddress", field, web.Address.GetLeftPart(UriPartial.Path),
                "The address carries a signature, which is a secret and opens one account only; register the asset with a datastore path.");
            return web.Original;
        }

        if (context.FindStore(web.Address, out string below) is { } store)
        {
            return $"{web.Address.Scheme}://{OnEndpointOf(web.Address, store.SecondaryRoot)}{store.SecondaryRoot.AbsolutePath.TrimEnd('/')}"
                + TextBelow(web, below);
        }

        return FindAccount(web.Address) is { } account
            ? $"{web.Address.Scheme}://{Move(web.Address, account)}{MoveContainer(TextBelow(web, web.Address.AbsolutePath))}"
            : StayOrRefuse(field, web.Original, web.Address, out finding);
    }

    public string Translate(string field, StorageReference storage, out Finding? finding)
    {
        finding = null;
        if (context.FindStore(storage.Address, out _) is { } store)
        {
            return $"{storage.Scheme}://{store.SecondaryRoot.AbsolutePath.Trim('/')}@{OnEndpointOf(storage.Address, store.SecondaryRoot)}{storage.Path}";
        }

        return FindAccount(storage.Address) is { } account
            ? $"{storage.Scheme}://{MoveContainer(storage.Container)}@{Move(storage.Address, account)}{storage.Path}"
            : StayOrRefuse(field, storage.Original, storage.Address, out finding);
    }

    private string StayOrRefuse(string field, string original, Uri address, out Finding? finding)
    {
        Uri blob = StoreAddresses.AsBlobAddress(address);
        bool isPrimarys = StoreAddresses.TryGetPathBelow(context.PrimaryBlobEndpoint, blob, out _)
            && !context.Stores.Any(store => StoreAddresses.TryGetPathBelow(store.SecondaryRoot, blob, out _));
        finding = isPrimarys
            ? new Finding(
                "StoreWithoutCounterpart", field, original,
                "It stands in the primary's storage account, in a container that no datastore of both workspaces names; "
                + "create a datastore of one name for it in both.")
            : null;
        return original;
    }

    // The counterpart that the policy names for the account of an address: {account}.blob.{suffix} or {account}.dfs.{suffix}.
    private StorageAccountName? FindAccount(Uri address) =>
        address.Host.Split('.', 3) is [var account, "blob" or "dfs", _]
        && PolicyMaps.Find(context.Policy.Maps.StorageAccounts, account) is { } mapped
            ? StorageAccountName.Parse(mapped)
            : null;

    private static string Move(Uri address, StorageAccountName account) =>
        account.Name + address.Authority[address.Host.IndexOf('.', StringComparison.Ordinal)..];

    // The first segment of a path is the container; those that the service made carry the workspace's identifier in their name.
    private string MoveContainer(string path)
    {
        int end = path.IndexOf('/', 1) is var slash and >= 0 ? slash : path.Length;
        return path[..end].Replace(context.Primary.WorkspaceGuid, context.Secondary.WorkspaceGuid, StringComparison.OrdinalIgnoreCase) + path[end..];
    }

    // Data Lake addresses stay on the account's Data Lake endpoint.
    private static string OnEndpointOf(Uri address, Uri root) =>
        address.Host.Contains(".dfs.", StringComparison.OrdinalIgnoreCase)
            ? root.Authority.Replace(".blob.", ".dfs.", StringComparison.OrdinalIgnoreCase)
            : root.Authority;

    // As written where possible, so that a document that goes there and back again is the same to the letter.
    private static string TextBelow(WebReference web, string below)
    {
        string prefix = web.Address.GetLeftPart(UriPartial.Authority) + web.Address.AbsolutePath[..^below.Length];
        return web.Original.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? web.Original[prefix.Length..] : below + web.Address.Query;
    }
}
