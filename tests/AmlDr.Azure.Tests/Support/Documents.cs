using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Asset documents, and the writing of them into a simulated workspace past HTTP.</summary>
internal static class Documents
{
    /// <summary>The address of a path in the datastore <c>workspaceblobstore</c>, as the service writes it.</summary>
    public static string BlobStoreUri(this SimulatedPair sim, string path) =>
        $"azureml://subscriptions/{sim.Pair.Primary.SubscriptionId}/resourcegroups/{sim.Pair.Primary.ResourceGroup}"
        + $"/workspaces/{sim.Pair.Primary.Name}/datastores/workspaceblobstore/paths/{path}";

    /// <summary>A model as tools register it, with a field that nobody knows.</summary>
    public static JsonObject Model(string uri, string description = "a model") => new()
    {
        ["properties"] = new JsonObject
        {
            ["modelUri"] = uri,
            ["modelType"] = "custom_model",
            ["description"] = description,
            ["tags"] = new JsonObject { ["team"] = "risk", ["größe"] = "100 %" },
            ["properties"] = new JsonObject { ["origin"] = "test" },
            ["isAnonymous"] = false,
            ["isArchived"] = false,
            ["fieldOfTomorrow"] = new JsonObject { ["kept"] = new JsonArray(1, 2.50m, null, "ä") },
        },
    };

    /// <summary>An environment of an image and a conda file.</summary>
    public static JsonObject Environment(string image = "mcr.microsoft.com/azureml/base:1", string description = "an environment") => new()
    {
        ["properties"] = new JsonObject
        {
            ["image"] = image,
            ["condaFile"] = "dependencies:\n- python=3.12\n",
            ["osType"] = "Linux",
            ["description"] = description,
            ["tags"] = new JsonObject(),
            ["properties"] = new JsonObject(),
            ["isAnonymous"] = false,
            ["isArchived"] = false,
        },
    };

    public static AssetId ModelId(string name = "churn", string version = "1") => new(KindNames.Model, name, version);

    public static AssetId EnvironmentId(string name = "train", string version = "1") => new(KindNames.Environment, name, version);

    /// <summary>Registers a version in the primary as the service itself.</summary>
    public static void RegisterInPrimary(this SimulatedPair sim, AssetId asset, JsonObject body) =>
        sim.Azure.Resources.Put(Id(sim.World.Primary.ResourceId, asset), body);

    /// <summary>Registers a version in the secondary as the service itself.</summary>
    public static void RegisterInSecondary(this SimulatedPair sim, AssetId asset, JsonObject body) =>
        sim.Azure.Resources.Put(Id(sim.World.Secondary.ResourceId, asset), body);

    /// <summary>What the secondary holds of an asset; null when it does not.</summary>
    public static JsonObject? InSecondary(this SimulatedPair sim, AssetId asset) =>
        sim.Azure.Resources.Get(Id(sim.World.Secondary.ResourceId, asset));

    /// <summary>The resource identifier of an asset.</summary>
    public static string Id(string workspaceId, AssetId asset) =>
        $"{workspaceId}/{(asset.Kind == KindNames.Model ? "models" : "environments")}/{asset.Name}/versions/{asset.Version}";
}
