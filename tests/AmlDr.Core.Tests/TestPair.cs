using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests;

/// <summary>The two workspaces that the tests rewrite between.</summary>
internal static class TestPair
{
    public const string Subscription = "11111111-1111-1111-1111-111111111111";
    public const string PrimaryId = $"/subscriptions/{Subscription}/resourceGroups/rg-west/providers/Microsoft.MachineLearningServices/workspaces/mlw-west";
    public const string SecondaryId = $"/subscriptions/{Subscription}/resourceGroups/rg-north/providers/Microsoft.MachineLearningServices/workspaces/mlw-north";

    public static WorkspaceDescription Primary { get; } = new(
        WorkspaceId.Parse(PrimaryId), "westeurope", "aaaaaaaa-0000-0000-0000-000000000001", "/x/storageAccounts/stwest", Registry("acrwest"));

    public static WorkspaceDescription Secondary { get; } = new(
        WorkspaceId.Parse(SecondaryId), "northeurope", "bbbbbbbb-0000-0000-0000-000000000002", "/x/storageAccounts/stnorth", Registry("acrnorth"));

    public static RewriteContext Context { get; } = new(
        Primary, Secondary,
        [
            new StoreMapping(
                "workspaceblobstore",
                new Uri("https://stwest.blob.core.windows.net/azureml-blobstore-aaaaaaaa-0000-0000-0000-000000000001"),
                new Uri("https://stnorth.blob.core.windows.net/azureml-blobstore-bbbbbbbb-0000-0000-0000-000000000002")),
            new StoreMapping(
                "workspaceartifactstore",
                new Uri("https://stwest.blob.core.windows.net/azureml"),
                new Uri("https://stnorth.blob.core.windows.net/azureml")),
        ],
        new Uri("https://stwest.blob.core.windows.net/"));

    /// <summary>The same pair the other way round.</summary>
    public static RewriteContext Reverse { get; } = new(
        Secondary, Primary,
        [.. Context.Stores.Select(store => new StoreMapping(store.Datastore, store.SecondaryRoot, store.PrimaryRoot))],
        new Uri("https://stnorth.blob.core.windows.net/"));

    public static AssetDocument Document(string json) => new(JsonNode.Parse(json)!.AsObject());

    public static string Registry(string name) => $"/subscriptions/{Subscription}/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/{name}";
}
