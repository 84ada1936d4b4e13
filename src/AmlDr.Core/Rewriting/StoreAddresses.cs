namespace AmlDr.Core.Rewriting;

/// <summary>Compares addresses in storage accounts.</summary>
internal static class StoreAddresses
{
    /// <summary>Finds what an address adds to a root.</summary>
    /// <param name="root">The root: scheme, host, port and the leading path segments.</param>
    /// <param name="address">The address.</param>
    /// <param name="below">The rest as written, with its leading slash and without a query; empty for the root itself.</param>
    /// <returns>False when the address is elsewhere.</returns>
    public static bool TryGetPathBelow(Uri root, Uri address, out string below)
    {
        string rootPath = root.AbsolutePath.TrimEnd('/');
        string path = address.AbsolutePath;
        bool inside = string.Equals(root.Authority, address.Authority, StringComparison.OrdinalIgnoreCase)
            && path.StartsWith(rootPath, StringComparison.Ordinal)
            && (path.Length == rootPath.Length || path[rootPath.Length] == '/');
        below = inside ? path[rootPath.Length..] : "";
        return inside;
    }

    /// <summary>The blob address of a path that is given on an account's Data Lake endpoint; the same container answers on both.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The blob address; an address of another kind as it is.</returns>
    public static Uri AsBlobAddress(Uri address) =>
        address.Host.Contains(".dfs.", StringComparison.OrdinalIgnoreCase)
            ? new UriBuilder(address) { Host = address.Host.Replace(".dfs.", ".blob.", StringComparison.OrdinalIgnoreCase) }.Uri
            : address;
}
