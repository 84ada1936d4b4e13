using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>The policy of the pair, and what stands outside of the workspaces that it names: clients come by Traffic Manager and read a pointer.</summary>
internal static class OperatingPolicy
{
    /// <summary>The blob that tells clients which workspace serves.</summary>
    public const string PointerName = "config.json";

    /// <summary>Its container, in the account of the secondary region.</summary>
    public const string PointerContainer = InstallationRoles.PointerContainer;

    private const string Profile = "tm-serve";

    /// <summary>Makes the resources, and the policy that names them.</summary>
    public static JsonObject Make(SimulatedAzure azure)
    {
        Place(azure, WorldTopology.PrimaryRegion, "Enabled", 1);
        Place(azure, WorldTopology.SecondaryRegion, "Disabled", 2);
        azure.Blobs.CreateContainer(azure.World.ControlAccount.Name, PointerContainer);
        azure.Blobs.Put(
            azure.World.ControlAccount.Name, PointerContainer, PointerName,
            BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(new JsonObject
            {
                ["subscription_id"] = WorldTopology.SubscriptionId, ["resource_group"] = WorldTopology.ResourceGroup, ["workspace_name"] = azure.World.Primary.Name,
            }.ToJsonString())),
            "application/json");
        return new JsonObject
        {
            ["tiers"] = new JsonArray(
                new JsonObject { ["kind"] = "onlineEndpoint", ["name"] = ServingPlan.HotEndpoint, ["tier"] = "hot" },
                new JsonObject { ["kind"] = "onlineEndpoint", ["name"] = ServingPlan.ColdEndpoint, ["tier"] = "cold" }),
            ["traffic"] = new JsonObject
            {
                ["trafficManager"] = new JsonArray(new JsonObject
                {
                    ["name"] = "clients", ["primary"] = EndpointOf(WorldTopology.PrimaryRegion), ["secondary"] = EndpointOf(WorldTopology.SecondaryRegion),
                }),
            },
            ["pointer"] = new JsonObject { ["blob"] = $"{azure.BlobEndpoint(azure.World.ControlAccount.Name)}{PointerContainer}/{PointerName}" },
            ["verification"] = new JsonArray(new JsonObject
            {
                ["endpoint"] = "*",
                ["request"] = new JsonObject { ["input_data"] = new JsonArray(new JsonArray(1, 2, 3)) },

                // Holds on either side: the way back is verified by the same samples.
                ["contains"] = "serve-",
            }),
            ["failover"] = new JsonObject { ["resubmitJobs"] = new JsonArray(ServingPlan.MovingJobs + "*") },
        };
    }

    /// <summary>Whether a region's Traffic Manager endpoint takes clients.</summary>
    public static bool TakesClients(SimulatedAzure azure, string region) =>
        azure.Resources.Get(EndpointOf(region))!["properties"]!["endpointStatus"]!.ToString() == "Enabled";

    /// <summary>The workspace that the pointer names.</summary>
    public static string? Pointer(SimulatedAzure azure) =>
        JsonNode.Parse(azure.Blobs.Read(azure.World.ControlAccount.Name, PointerContainer, PointerName)!.ToArray())?["workspace_name"]?.ToString();

    /// <summary>The ARM id of a region's Traffic Manager endpoint.</summary>
    public static string EndpointOf(string region) => $"{ProfileId}/externalEndpoints/{region}";

    private static string ProfileId => $"{WorldTopology.ResourceGroupId}/providers/Microsoft.Network/trafficManagerProfiles/{Profile}";

    private static void Place(SimulatedAzure azure, string region, string status, int priority)
    {
        if (azure.Resources.Get(ProfileId) is null)
        {
            azure.Resources.Put(ProfileId, new JsonObject
            {
                ["location"] = "global", ["properties"] = new JsonObject { ["trafficRoutingMethod"] = "Priority" },
            });
        }

        azure.Resources.Put(EndpointOf(region), new JsonObject
        {
            ["properties"] = new JsonObject { ["target"] = $"serve.{region}.example.org", ["endpointStatus"] = status, ["priority"] = priority },
        });
    }
}
