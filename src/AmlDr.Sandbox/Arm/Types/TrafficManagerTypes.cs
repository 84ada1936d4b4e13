using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Traffic Manager: a profile shows its endpoints, which are resources of their own.</summary>
internal static class TrafficManagerTypes
{
    private const string Profiles = "Microsoft.Network/trafficManagerProfiles";

    private static readonly string[] EndpointKinds = ["azureEndpoints", "externalEndpoints", "nestedEndpoints"];

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = Profiles,
            Schema = PlatformTypes.Anything(),
            Patchable = ResourceDescriptor.Everything,
            HasSystemData = false,
            Normalise = (body, _) =>
            {
                JsonObject properties = (JsonObject)body["properties"]!;
                properties["profileStatus"] ??= "Enabled";
                properties["trafficRoutingMethod"] ??= "Priority";
            },
            Stored = TakeEndpoints,
            Project = (arm, profile, body, _) =>
            {
                lock (arm.Store.Gate)
                    body["properties"]!["endpoints"] = new JsonArray([.. EndpointsOf(profile).Select(endpoint => (JsonNode)endpoint.ToDocument(endpoint.ReadBody()))]);
            },
        },
        .. EndpointKinds.Select(kind => new ResourceDescriptor
        {
            Type = $"{Profiles}/{kind}",
            Schema = PlatformTypes.Anything(),
            Patchable = ResourceDescriptor.Everything,
            HasSystemData = false,
            Normalise = (body, _) =>
            {
                JsonObject properties = (JsonObject)body["properties"]!;
                properties["endpointStatus"] ??= "Enabled";
                properties["endpointMonitorStatus"] = properties["endpointStatus"]!.ToString() == "Enabled" ? "Online" : "Disabled";
            },
        }),
    ];

    private static IEnumerable<StoredResource> EndpointsOf(StoredResource profile) =>
        EndpointKinds.SelectMany(kind => profile.Children?.Find(kind)?.InOrder ?? []).OrderBy(endpoint => endpoint.Sequence);

    /// <summary>Endpoints written within a profile become resources, and those that it leaves out go.</summary>
    private static void TakeEndpoints(StoredResource profile, ArmContext arm)
    {
        if (profile.ReadBody()["properties"]?["endpoints"] is not JsonArray endpoints)
            return;
        HashSet<string> kept = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject endpoint in endpoints.OfType<JsonObject>())
        {
            string kind = EndpointKinds.FirstOrDefault(known => endpoint["type"]?.ToString().EndsWith("/" + known, StringComparison.OrdinalIgnoreCase) == true)
                ?? throw ArmException.Of(400, "BadRequest", $"The type '{endpoint["type"]}' of an endpoint is not one of: {string.Join(", ", EndpointKinds)}.");
            string id = $"{profile.Id}/{kind}/{endpoint["name"]}";
            kept.Add(id);
            arm.Resources.WriteAsService(id, new JsonObject { ["properties"] = endpoint["properties"]?.DeepClone() ?? new JsonObject() });
        }

        foreach (StoredResource gone in EndpointsOf(profile).Where(endpoint => !kept.Contains(endpoint.Id)).ToArray())
            arm.Store.Remove(ResourceAddress.Of(gone.Id, arm.Types));
    }
}
