using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>What Resource Manager itself answers: the subscription, its locations, resource providers and resource group.</summary>
internal sealed class SubscriptionRoutes(ArmContext arm)
{
    /// <summary>The answer, or null when the address is none of these.</summary>
    public SimResponse? TryServe(CallContext call, ArmPath path)
    {
        if (call.Request.Method is not ("GET" or "HEAD") || path.Chain.Count > 0)
            return null;
        return path switch
        {
            { SubscriptionId: null, Tail: "subscriptions" } => Values(Subscription()),
            { SubscriptionId: not null, ResourceGroup: null, Namespace: null } => path.Tail?.ToLowerInvariant() switch
            {
                null => SimResponse.Json(200, Subscription()),
                "locations" => Values([.. arm.World.Regions.Select(Location)]),
                "resourcegroups" => Values(Group()),
                "providers" => Values([.. Namespaces().Select(Provider)]),
                _ => null,
            },
            { ResourceGroup: not null, Namespace: null, Tail: null } => SimResponse.Json(200, Group()),
            { ResourceGroup: null, Namespace: { } name, Tail: null } => SimResponse.Json(200, Provider(name)),
            _ => null,
        };
    }

    private static SimResponse Values(params JsonObject[] values) => SimResponse.Json(200, new JsonObject { ["value"] = new JsonArray([.. values]) });

    private static JsonObject Group() => new()
    {
        ["id"] = WorldTopology.ResourceGroupId,
        ["name"] = WorldTopology.ResourceGroup,
        ["type"] = "Microsoft.Resources/resourceGroups",
        ["location"] = WorldTopology.SecondaryRegion,
        ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" },
    };

    private static JsonObject Location(SimulatedRegion region) => new()
    {
        ["id"] = $"/subscriptions/{WorldTopology.SubscriptionId}/locations/{region.Name}",
        ["name"] = region.Name,
        ["type"] = "Region",
        ["displayName"] = region.DisplayName,
        ["regionalDisplayName"] = $"({region.Geography}) {region.DisplayName}",
        ["metadata"] = new JsonObject
        {
            ["regionType"] = "Physical",
            ["regionCategory"] = "Recommended",
            ["geography"] = region.Geography,
            ["geographyGroup"] = region.Geography,
            ["pairedRegion"] = new JsonArray(new JsonObject
            {
                ["name"] = region.PairedRegion,
                ["id"] = $"/subscriptions/{WorldTopology.SubscriptionId}/locations/{region.PairedRegion}",
            }),
        },
    };

    private JsonObject Subscription() => new()
    {
        ["id"] = $"/subscriptions/{WorldTopology.SubscriptionId}",
        ["subscriptionId"] = WorldTopology.SubscriptionId,
        ["tenantId"] = arm.World.TenantId.ToString(),
        ["displayName"] = "Simulated subscription",
        ["state"] = "Enabled",
        ["subscriptionPolicies"] = new JsonObject { ["spendingLimit"] = "Off" },
        ["authorizationSource"] = "RoleBased",
    };

    private IEnumerable<string> Namespaces() => arm.Types.All.Select(type => type.Namespace).Append("Microsoft.EventGrid").Distinct(StringComparer.OrdinalIgnoreCase);

    private JsonObject Provider(string name)
    {
        string spelled = Namespaces().FirstOrDefault(known => ArmPath.Is(known, name))
            ?? throw ArmException.Of(404, "InvalidResourceNamespace", $"The resource namespace '{name}' is invalid.");
        JsonArray versions() => new([
            .. (ArmPath.Is(spelled, "Microsoft.MachineLearningServices") ? ApiVersions.MachineLearning.Reverse() : [ApiVersions.NewestOf(spelled)])
                .Select(version => (JsonNode)JsonValue.Create(version))]);
        return new JsonObject
        {
            ["id"] = $"/subscriptions/{WorldTopology.SubscriptionId}/providers/{spelled}",
            ["namespace"] = spelled,
            ["registrationState"] = "Registered",
            ["registrationPolicy"] = "RegistrationRequired",
            ["resourceTypes"] = new JsonArray([.. arm.Types.OfNamespace(spelled).Select(type => (JsonNode)new JsonObject
            {
                ["resourceType"] = type.Type[(spelled.Length + 1)..],
                ["locations"] = new JsonArray([.. arm.World.Regions.Select(region => (JsonNode)JsonValue.Create(region.DisplayName))]),
                ["apiVersions"] = versions(),
            })]),
        };
    }
}
