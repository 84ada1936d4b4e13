using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Outbound rules of a workspace's managed network, and the private endpoint connections that lead into a workspace.</summary>
internal static partial class NetworkTypes
{
    public const string OutboundRules = AssetTypes.Workspace + "/outboundRules";

    public const string Connections = AssetTypes.Workspace + "/privateEndpointConnections";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = OutboundRules,
            NamePattern = Name(),
            Schema = new BodySchema(
                [
                    Fields.Text("type") with { Required = true },
                    Fields.Text("category") with { Allowed = ["Required", "Recommended", "UserDefined", "Dependency"] },
                    // Declared writable; what a client sends is overwritten by what is so.
                    Fields.Text("status"),
                ],
                new Variant("properties.type", new Dictionary<string, IReadOnlyList<Field>>(StringComparer.Ordinal)
                {
                    ["FQDN"] = [Fields.Text("destination") with { Required = true }],
                    ["PrivateEndpoint"] = [new("properties.destination", FieldKind.Structure) { Required = true }, new("properties.destination.sparkStatus", FieldKind.Text)],
                    ["ServiceTag"] =
                    [
                        new("properties.destination", FieldKind.Structure) { Required = true },
                        new("properties.destination.addressPrefixes", FieldKind.List) { ReadOnly = true },
                    ],
                })),
            Put = WriteStyle.Location,
            Delete = WriteStyle.Location,
            Normalise = (body, write) =>
            {
                JsonObject properties = (JsonObject)body["properties"]!;
                properties["category"] ??= "UserDefined";
                properties["status"] = Network(write)?["status"]?["status"]?.ToString() == "Active" ? "Active" : "Inactive";
            },
            Check = CheckRule,
        },
        new ResourceDescriptor
        {
            Type = Connections,
            CreatedStatus = 200,
            Schema = new BodySchema(
            [
                new("location", FieldKind.Text), new("tags", FieldKind.TextMap), new("identity", FieldKind.Structure), new("sku", FieldKind.Structure),
                Fields.State,
                new("properties.privateEndpoint", FieldKind.Structure), new("properties.privateEndpoint.id", FieldKind.Text),
                new("properties.privateLinkServiceConnectionState", FieldKind.Structure) { Required = true },
                Fields.Text("privateLinkServiceConnectionState.status") with { Allowed = ["Pending", "Approved", "Rejected", "Disconnected", "Timeout"] },
            ]),
            Normalise = (body, write) =>
            {
                // An approval names no endpoint; the one that asked stays.
                if (write.Existing?["properties"]?["privateEndpoint"] is { } known)
                    body["properties"]!["privateEndpoint"] ??= known.DeepClone();
            },
        },
    ];

    private static JsonNode? Network(WriteContext write) => write.Arm.Store.Find(write.Address.Root)?.ReadBody()["properties"]?["managedNetwork"];

    private static void CheckRule(JsonObject body, WriteContext write)
    {
        JsonNode? network = Network(write);
        if (!ManagedNetworks.IsIsolated(network))
            throw ArmException.User(400, "BadArgument", "The workspace has no managed network: its isolationMode is Disabled.");
        if (body["properties"]!["type"]!.ToString() == "FQDN" && network!["isolationMode"]!.ToString() != "AllowOnlyApprovedOutbound")
            throw ArmException.User(400, "BadArgument", "FQDN rules need the isolationMode AllowOnlyApprovedOutbound.");
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}\z")]
    private static partial Regex Name();
}
