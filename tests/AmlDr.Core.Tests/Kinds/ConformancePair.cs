using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>The pair that the samples are mirrored in: a policy with every map, so that everything of the primary has a counterpart.</summary>
internal static class ConformancePair
{
    private const string West = $"/subscriptions/{TestPair.Subscription}/resourceGroups/rg-west";
    private const string North = $"/subscriptions/{TestPair.Subscription}/resourceGroups/rg-north";

    public static KindCatalog Kinds { get; } = KindCatalog.CreateDefault();

    public static PairPolicy Policy { get; } = new()
    {
        Maps = new PolicyMaps
        {
            Subnets = Map(
                $"/subscriptions/{TestPair.Subscription}/resourceGroups/rg-net-west/providers/Microsoft.Network/virtualNetworks/vnet-west/subnets/ml",
                $"/subscriptions/{TestPair.Subscription}/resourceGroups/rg-net-north/providers/Microsoft.Network/virtualNetworks/vnet-north/subnets/ml"),
            Identities = Map(
                $"{West}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-west",
                $"{North}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-north", "id-west", "id-north"),
            Sizes = Map("Standard_NC6_west", "Standard_NC6_north"),
            Computes = Map("cpu-west", "cpu-north"),
            AttachedResources = Map(
                $"{West}/providers/Microsoft.ContainerService/managedClusters/aks-west",
                $"{North}/providers/Microsoft.ContainerService/managedClusters/aks-north"),
            ImageRegistries = Map("acrwest.azurecr.io", "acrnorth.azurecr.io"),
            StorageAccounts = Map(
                "stdatawest",
                $"/subscriptions/{TestPair.Subscription}/resourceGroups/rg-data-north/providers/Microsoft.Storage/storageAccounts/stdatanorth"),
            ConnectionTargets = Map(
                "https://openai-west.openai.azure.com/", "https://openai-north.openai.azure.com/",
                $"{West}/providers/Microsoft.CognitiveServices/accounts/openai-west", $"{North}/providers/Microsoft.CognitiveServices/accounts/openai-north"),
        },
    };

    public static RewriteContext Context { get; } = TestPair.Context with
    {
        Policy = Policy,
        SecondaryBlobEndpoint = new Uri("https://stnorth.blob.core.windows.net/"),
        Stores =
        [
            .. TestPair.Context.Stores,
            new StoreMapping(
                "lake", new Uri("https://stdatawest.blob.core.windows.net/lake"), new Uri("https://stdatanorth.blob.core.windows.net/lake")),
        ],
    };

    public static RewriteContext Reverse { get; } = TestPair.Reverse with
    {
        Policy = Policy.Reverse(),
        SecondaryBlobEndpoint = TestPair.Context.PrimaryBlobEndpoint,
        Stores = [.. Context.Stores.Select(store => new StoreMapping(store.Datastore, store.SecondaryRoot, store.PrimaryRoot))],
    };

    public static RewriteResult Mirror(KindSample sample) =>
        DocumentRewriter.Rewrite(sample.Asset, sample.Document, sample.Kind, Context with { StandingChildren = sample.Standing });

    private static Dictionary<string, string> Map(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
}
