using System.Text.Json.Nodes;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using Azure;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Aml;

/// <summary>Reads and writes what a workspace holds, by asset.</summary>
public sealed class AmlClient
{
    private const string Provider = "Microsoft.MachineLearningServices";
    private const string StorageApiVersion = "2023-05-01";
    private readonly ArmClientFactory _arm;
    private readonly KindCatalog _kinds;
    private readonly string _apiVersion;

    internal AmlClient(ArmClientFactory arm, KindCatalog kinds, IOptions<AmlDrOptions> options)
    {
        _arm = arm;
        _kinds = kinds;
        _apiVersion = options.Value.Arm.ApiVersion;
    }

    /// <summary>Reads what must be known of a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The description.</returns>
    /// <exception cref="NotFoundException">There is no such workspace.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<WorkspaceDescription> DescribeWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        AssetDocument document = await _arm.GetWorkspace(workspace).TryGetAsync("", _apiVersion, cancellationToken)
            ?? throw new NotFoundException($"There is no workspace {workspace}.");
        return new WorkspaceDescription(
            workspace,
            Required(document.GetString("location"), "location"),
            Required(document.GetString("properties", "workspaceId"), "properties.workspaceId"),
            Required(document.GetString("properties", "storageAccount"), "properties.storageAccount"),
            document.GetString("properties", "containerRegistry"));

        string Required(string? value, string field) =>
            value ?? throw new InvalidAssetException($"The workspace {workspace} answers without '{field}'.");
    }

    /// <summary>Reads an asset version.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document; null when the workspace does not hold it.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<AssetDocument?> TryGetVersionAsync(WorkspaceId workspace, AssetId asset, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).TryGetAsync(VersionPath(asset), _apiVersion, cancellationToken);

    /// <summary>Reads a resource of a kind that the mirror does not carry, such as a job.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="asset">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document; null when the workspace does not hold it.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<AssetDocument?> TryGetVersionAsync(
        WorkspaceId workspace, IAssetKind kind, AssetId asset, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).TryGetAsync(kind.PathOf(asset), _apiVersion, cancellationToken);

    /// <summary>Writes an asset version, once.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document as the workspace now has it, and where a write that goes on is watched.</returns>
    /// <exception cref="TransientException">The write failed or its answer was lost; it may have taken effect. Look before writing again.</exception>
    /// <exception cref="ConflictException">The workspace holds the version with other content that cannot be changed.</exception>
    /// <exception cref="AmlDrException">The write failed otherwise; the type says how.</exception>
    public Task<ArmWrite> PutVersionAsync(
        WorkspaceId workspace, AssetId asset, JsonObject body, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).PutAsync(VersionPath(asset), body, _apiVersion, cancellationToken);

    /// <summary>Deletes an asset.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="query">Query parameters that the kind needs, such as <c>underlyingResourceAction</c> for computes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True when it is gone; false when the service goes on deleting it.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<bool> DeleteVersionAsync(
        WorkspaceId workspace, AssetId asset, IReadOnlyDictionary<string, string> query, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).DeleteAsync(VersionPath(asset), query, _apiVersion, cancellationToken);

    /// <summary>Changes a part of an asset, by what its kind lets be patched: the <c>sku</c> of a deployment, the scale settings of a cluster.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="patch">The part, as a JSON merge patch.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, and where a change that goes on is watched.</returns>
    /// <exception cref="TransientException">The change failed or its answer was lost; it may have taken effect. Look before trying again.</exception>
    /// <exception cref="AmlDrException">The change failed otherwise; the type says how.</exception>
    public Task<ArmActionResult> PatchVersionAsync(
        WorkspaceId workspace, AssetId asset, JsonObject patch, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).PatchAsync(VersionPath(asset), patch, _apiVersion, cancellationToken);

    /// <summary>Reads the secrets of an asset. What comes back is for one write alone: it is never kept or shown.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset, whose kind has secrets.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer of the kind's secret action.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<JsonNode> ReadSecretsAsync(WorkspaceId workspace, AssetId asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        SecretAction action = _kinds[asset.Kind].Secrets ?? throw new ArgumentException($"The kind '{asset.Kind}' has no secrets.", nameof(asset));
        return (await CallActionAsync(workspace, asset, action.Action, null, cancellationToken)).Body
            ?? throw new InvalidAssetException($"'{action.Action}' of {asset} in {workspace.Name} answers with nothing.");
    }

    /// <summary>Calls an action of an asset.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="action">The action's path segment.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, and where an action that goes on is watched.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<ArmActionResult> CallActionAsync(
        WorkspaceId workspace, AssetId asset, string action, JsonObject? body, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).PostAsync($"{VersionPath(asset)}/{action}", body, _apiVersion, cancellationToken);

    /// <summary>Asks how far a long-running operation is.</summary>
    /// <param name="workspace">The workspace that it was begun in.</param>
    /// <param name="operation">The address that the write's answer gave.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How far; null when the operation is not known any more.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<ArmOperationStatus?> TryGetOperationAsync(WorkspaceId workspace, Uri operation, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).TryGetOperationAsync(operation, cancellationToken);

    /// <summary>Lists the containers of a kind, archived ones included.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The containers, page by page.</returns>
    public AsyncPageable<AssetDocument> ListContainers(WorkspaceId workspace, IAssetKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return _arm.GetWorkspace(workspace).List(kind.Collection, kind.ListParameters, _apiVersion, cancellationToken);
    }

    /// <summary>Lists one page of the containers of a kind, archived ones included.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="continuationToken">Where the page starts; null for the first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page; null when the service gives none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<Page<AssetDocument>?> GetContainerPageAsync(
        WorkspaceId workspace, IAssetKind kind, string? continuationToken, CancellationToken cancellationToken)
    {
        await foreach (Page<AssetDocument> page in ListContainers(workspace, kind, cancellationToken).AsPages(continuationToken))
        {
            return page;
        }

        return null;
    }

    /// <summary>Lists the versions of a container, archived ones included.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The container's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The versions, page by page. Enumerating throws <see cref="NotFoundException"/> when there is no such container.</returns>
    public AsyncPageable<AssetDocument> ListVersions(
        WorkspaceId workspace, IAssetKind kind, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return _arm.GetWorkspace(workspace).List(
            kind.ListPathOf(name), kind.ListParameters, _apiVersion, cancellationToken);
    }

    /// <summary>Finds the version of a container that was created last, which the label <c>latest</c> stands for.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The asset, its version empty.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version; null when there is none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<string?> TryFindLatestVersionAsync(WorkspaceId workspace, AssetId asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var query = new Dictionary<string, string> { ["$orderBy"] = "createdtime desc", ["$top"] = "1" };
        try
        {
            await foreach (AssetDocument version in _arm.GetWorkspace(workspace)
                .List(_kinds[asset.Kind].ListPathOf(asset.Name), query, _apiVersion, cancellationToken))
            {
                return version.ResourceName;
            }
        }
        catch (NotFoundException)
        {
            // No container, no version.
        }

        return null;
    }

    /// <summary>Lists the virtual machine sizes that a workspace's region offers to AML.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Their names; case does not count.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlySet<string>> ListSizesAsync(WorkspaceDescription workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        string path = $"/subscriptions/{workspace.Id.SubscriptionId}/providers/{Provider}/locations/{workspace.Location}/vmSizes";
        AssetDocument answer = await _arm.GetWorkspace(workspace.Id).GetOtherAsync(path, _apiVersion, cancellationToken);
        return answer.TryGet(["value"], out JsonNode? sizes) && sizes is JsonArray list
            ? list.Select(size => size?["name"]?.GetValue<string>()).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase)
            : throw new InvalidAssetException($"The list of sizes of {workspace.Location} is answered without 'value'.");
    }

    /// <summary>Reads a datastore, without its credentials.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The datastore's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document; null when the workspace has none of the name.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<AssetDocument?> TryGetDatastoreAsync(WorkspaceId workspace, string name, CancellationToken cancellationToken) =>
        _arm.GetWorkspace(workspace).TryGetAsync($"datastores/{Uri.EscapeDataString(name)}", _apiVersion, cancellationToken);

    /// <summary>Finds the blob endpoint of a storage account.</summary>
    /// <param name="workspace">A workspace whose subscription is not necessarily the account's; it lends its connection.</param>
    /// <param name="storageAccountId">The account's resource identifier.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address, <c>properties.primaryEndpoints.blob</c>.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<Uri> GetBlobEndpointAsync(WorkspaceId workspace, string storageAccountId, CancellationToken cancellationToken)
    {
        AssetDocument account = await _arm.GetWorkspace(workspace).GetOtherAsync(storageAccountId, StorageApiVersion, cancellationToken);
        string endpoint = account.GetString("properties", "primaryEndpoints", "blob")
            ?? throw new InvalidAssetException($"The storage account {storageAccountId} has no blob endpoint.");
        return new Uri(endpoint, UriKind.Absolute);
    }

    private string VersionPath(AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return _kinds[asset.Kind].PathOf(asset);
    }
}
