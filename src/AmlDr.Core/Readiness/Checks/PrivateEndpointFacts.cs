using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>What the checks, and the reader of the snapshot, ask of private endpoints.</summary>
internal static class PrivateEndpointFacts
{
    /// <summary>The private endpoints whose connection to the workspace is approved.</summary>
    public static IEnumerable<string> Approved(IEnumerable<AssetDocument> connections) => connections
        .Where(connection => connection.GetString("properties", "privateLinkServiceConnectionState", "status").Is("Approved"))
        .Select(connection => connection.GetString("properties", "privateEndpoint", "id"))
        .OfType<string>();

    /// <summary>The private endpoints whose connection to a resource around the workspace is approved, from the resource's own document.</summary>
    public static IEnumerable<string> Approved(AssetDocument resource) =>
        Approved(resource.Objects("properties", "privateEndpointConnections").Select(connection => new AssetDocument(connection.DeepClone().AsObject())));

    /// <summary>What a private endpoint gives access to, such as <c>amlworkspace</c>, <c>blob</c>.</summary>
    public static IEnumerable<string> Groups(AssetDocument endpoint) => endpoint.Objects("properties", "privateLinkServiceConnections")
        .Concat(endpoint.Objects("properties", "manualPrivateLinkServiceConnections"))
        .SelectMany(connection => connection["properties"]?["groupIds"].Texts() ?? []);

    /// <summary>The virtual network that a private endpoint stands in.</summary>
    public static string? Network(AssetDocument endpoint) => ArmNames.Before(endpoint.GetString("properties", "subnet", "id"), "subnets");

    /// <summary>The private DNS zones that an endpoint registers itself with, from its list of zone groups.</summary>
    public static IEnumerable<string> Zones(IEnumerable<AssetDocument> groups) => groups
        .SelectMany(group => group.Objects("properties", "privateDnsZoneConfigs"))
        .Select(config => (string?)config["properties"]?["privateDnsZoneId"])
        .OfType<string>();

    /// <summary>Takes the endpoints themselves.</summary>
    public static IReadOnlyList<AssetDocument> Take(ReadinessSnapshot snapshot, Judgement judgement, IEnumerable<string> ids)
    {
        var endpoints = new List<AssetDocument>();
        foreach (string id in ids)
        {
            if (judgement.Take(snapshot.Resource(id), out AssetDocument? endpoint, "Create the private endpoint anew."))
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints;
    }

    public static JsonArray Show(IEnumerable<AssetDocument> endpoints) =>
        [.. endpoints.Select(endpoint => (JsonNode)$"{endpoint.ResourceName} in {endpoint.Location()} ({string.Join(", ", Groups(endpoint))})")];
}
