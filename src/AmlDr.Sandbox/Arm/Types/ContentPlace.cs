using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Where the files of an asset stand.</summary>
/// <param name="Account">Name of the storage account.</param>
/// <param name="Container">The container.</param>
/// <param name="Prefix">Path inside it; a folder's without a slash at the end.</param>
internal sealed partial record ContentPlace(string Account, string Container, string Prefix)
{
    /// <summary>The place that an address means: a datastore path of a workspace, or a blob address. Null when it is none of a simulated account.</summary>
    public static ContentPlace? Find(string? uri, StoredResource workspace, ArmContext arm)
    {
        if (uri is null)
            return null;
        if (Datastore().Match(uri) is { Success: true } match)
        {
            JsonNode? store = workspace.Children?.Find("datastores")?.Find(match.Groups[1].Value)?.ReadBody()["properties"];
            return store?["datastoreType"]?.ToString() == "AzureBlob" && arm.Blobs.FindAccount(store["accountName"]!.ToString()) is { } account
                ? new ContentPlace(account.Name, store["containerName"]!.ToString(), match.Groups[2].Value.Trim('/'))
                : null;
        }

        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            return null;
        // Azure's own form has the account in the host, the simulator's in the path.
        string[] parts = [.. url.AbsolutePath.Trim('/').Split('/').Select(Uri.UnescapeDataString)];
        string[] whole = url.Host.EndsWith(".blob.core.windows.net", StringComparison.OrdinalIgnoreCase) ? [url.Host.Split('.')[0], .. parts] : parts;
        return whole.Length >= 2 && arm.Blobs.FindAccount(whole[0]) is not null
            ? new ContentPlace(whole[0], whole[1], string.Join('/', whole[2..]).Trim('/'))
            : null;
    }

    [GeneratedRegex(@"^azureml://(?:.*/workspaces/[^/]+/)?datastores/([^/]+)/(?:paths/)?(.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Datastore();
}
