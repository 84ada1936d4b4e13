using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>
/// Turns changes into events: <c>ModelRegistered</c> for a new model version (nothing for any other kind of asset), and
/// <c>ResourceWriteSuccess</c> or <c>ResourceDeleteSuccess</c> of the resource group for every change through Resource Manager.
/// </summary>
internal sealed class ResourceEventSource(Func<EventGridBroker> broker, TimeProvider clock) : IResourceEvents
{
    private const string Schemas = "http://schemas.microsoft.com/identity/claims/";

    public void Written(CallContext call, StoredResource resource, bool created)
    {
        if (created && resource.Descriptor.Type == AssetTypes.ModelVersion)
            broker().Publish(ModelRegistered(call, resource));
        broker().Publish(ResourceEvent(call, resource, "ResourceWriteSuccess", "write"));
    }

    public void Deleted(CallContext call, StoredResource resource) =>
        broker().Publish(ResourceEvent(call, resource, "ResourceDeleteSuccess", "delete"));

    private GridEvent ModelRegistered(CallContext call, StoredResource version)
    {
        ArmPath path = ArmPath.ParseId(version.Id)!;
        string model = path.Chain[1].Name;
        string workspace = version.Id[..version.Id.IndexOf("/models/", StringComparison.Ordinal)];
        JsonNode? properties = version.ReadBody()["properties"];
        DeliverySwitches switches = broker().Switches;
        JsonNode number = !switches.TextVersions && long.TryParse(version.Name, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? JsonValue.Create(value)
            : JsonValue.Create(version.Name);
        JsonObject data = [];
        foreach ((string key, JsonNode node) in new (string, JsonNode)[]
        {
            ("ModelName", model),
            ("ModelVersion", number),
            ("ModelTags", properties?["tags"]?.DeepClone() ?? new JsonObject()),
            ("ModelProperties", properties?["properties"]?.DeepClone() ?? new JsonObject()),
        })
        {
            data[switches.CamelCaseKeys ? "m" + key[1..] : key] = node;
        }

        return new GridEvent
        {
            Id = Guid.NewGuid().ToString(),
            Topic = workspace,
            Region = call.Region,
            Subject = $"models/{model}:{version.Name}",
            Type = "Microsoft.MachineLearningServices.ModelRegistered",
            Time = clock.GetUtcNow(),
            Data = data,
        };
    }

    private GridEvent ResourceEvent(CallContext call, StoredResource resource, string type, string verb)
    {
        // The published samples spell this segment in lower case in subjects and ids, not in the topic.
        string id = resource.Id.Replace("/resourceGroups/", "/resourcegroups/", StringComparison.Ordinal);
        string operation = $"{resource.Descriptor.Type}/{verb}";
        CallerIdentity caller = call.Caller!;
        return new GridEvent
        {
            Id = Guid.NewGuid().ToString(),
            Topic = WorldTopology.ResourceGroupId,
            Region = call.Region,
            Subject = id,
            Type = "Microsoft.Resources." + type,
            Time = clock.GetUtcNow(),
            DataVersion = "2",
            Data = new JsonObject
            {
                ["authorization"] = new JsonObject
                {
                    ["scope"] = id,
                    ["action"] = operation,
                    ["evidence"] = new JsonObject
                    {
                        ["role"] = "Contributor",
                        ["principalId"] = caller.ObjectId,
                        ["principalType"] = caller.Kind == "User" ? "User" : "ServicePrincipal",
                    },
                },
                ["claims"] = Claims(caller),
                ["correlationId"] = call.Request.Header("x-ms-correlation-request-id") ?? call.Request.RequestId,
                ["httpRequest"] = new JsonObject
                {
                    ["clientRequestId"] = call.Request.Header("x-ms-client-request-id") ?? call.Request.RequestId,
                    ["clientIpAddress"] = call.Request.RemoteAddress?.ToString(),
                    ["method"] = call.Request.Method,
                    ["url"] = call.Request.BaseUrl + call.Request.PathAndQuery,
                },
                ["resourceProvider"] = resource.Descriptor.Namespace,
                ["resourceUri"] = id,
                ["operationName"] = operation,
                ["status"] = "Succeeded",
                ["subscriptionId"] = WorldTopology.SubscriptionId,
                ["tenantId"] = caller.TenantId,
            },
        };
    }

    /// <summary>The token's claims under the names that Resource Manager gives them.</summary>
    private static JsonObject Claims(CallerIdentity caller)
    {
        JsonObject claims = [];
        foreach ((string name, string value) in caller.Claims)
        {
            string key = name switch
            {
                "oid" => Schemas + "objectidentifier",
                "tid" => Schemas + "tenantid",
                "scp" => Schemas + "scope",
                "sub" => "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
                "upn" => "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
                _ => name,
            };
            claims[key] = value;
        }

        return claims;
    }
}
