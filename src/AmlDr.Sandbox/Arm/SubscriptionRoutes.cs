using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>What Resource Manager itself answers: the subscription, its locations, resource providers and resource group.</summary>
internal sealed class SubscriptionRoutes(ArmContext arm)
{
    public SimResponse Get(ArmPath path) => path switch
    {
        { SubscriptionId: null, Tail: "subscriptions" } => Values(Subscription()),
        { SubscriptionId: not null, ResourceGroup: null, Namespace: null } => path.Tail?.ToLowerInvariant() switch
        {
            null => SimResponse.Json(200, Subscription()),
            "locations" => Values([.. arm.World.Regions.Select(Location)]),
            "resourcegroups" => Values([.. arm.Groups.All.Select(Group)]),
            "providers" => Values([.. Namespaces().Select(Provider)]),
            _ => throw NotFound(),
        },
        { ResourceGroup: { } name, Namespace: null, Tail: null } => SimResponse.Json(200, Group(
            arm.Groups.Find(name) ?? throw ArmException.Of(404, "ResourceGroupNotFound", $"Resource group '{name}' could not be found."))),
        { ResourceGroup: null, Namespace: { } name, Tail: null } => SimResponse.Json(200, Provider(name)),
        _ => throw NotFound(),
    };

    public SimResponse PutGroup(ArmPath path, JsonObject body)
    {
        string location = body["location"]?.ToString() ?? throw ArmException.Of(400, "LocationRequired", "The location property is required for this definition.");
        bool created = !arm.Groups.Contains(path.ResourceGroup!);
        ResourceGroup group = arm.Groups.Put(path.ResourceGroup!, location, body["tags"] as JsonObject);
        return SimResponse.Json(created ? 201 : 200, Group(group), tookEffect: true);
    }

    private static ArmException NotFound() => ArmException.Of(404, "NotFound", "The address is not one of Resource Manager's.");

    private static SimResponse Values(params JsonObject[] values) => SimResponse.Json(200, new JsonObject { ["value"] = new JsonArray([.. values]) });

    private static JsonObject Group(ResourceGroup group) => new()
    {
        ["id"] = $"/subscriptions/{WorldTopology.SubscriptionId}/resourceGroups/{group.Name}",
        ["name"] = group.Name,
        ["type"] = "Microsoft.Resources/resourceGroups",
        ["location"] = group.Location,
        ["tags"] = group.Tags?.DeepClone(),
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

    private IEnumerable<string> Namespaces() => arm.Types.All.Select(type => type.Namespace).Distinct(StringComparer.OrdinalIgnoreCase);

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
