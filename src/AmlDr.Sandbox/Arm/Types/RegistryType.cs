using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>AML registries: assets shared by workspaces, in the regions that <c>regionDetails</c> names, each with storage of its own.</summary>
internal static partial class RegistryType
{
    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = AssetTypes.Registry,
            NamePattern = Name(),
            Schema = new BodySchema(
            [
                .. Tracked.Fields,
                Fields.Text("discoveryUrl"), Fields.Text("intellectualPropertyPublisher"), Fields.Text("mlFlowRegistryUri"), Fields.Text("publicNetworkAccess"),
                new("properties.managedResourceGroup", FieldKind.Structure),
                new("properties.registryPrivateEndpointConnections", FieldKind.List),
                new("properties.regionDetails", FieldKind.List),
            ]),
            Put = WriteStyle.OriginalUri,
            Patch = WriteStyle.Synchronous,
            Delete = WriteStyle.Location,
            Patchable = ["tags", "identity", "sku"],
            Normalise = Normalise,
            Stored = (registry, arm) => RegistryStorage.Ensure(registry, arm),
            Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["removeRegions"] = ResourceAction.WithBody(RemoveRegions) },
        },
        .. AssetTypes.OfRegistry(),
        // Nothing stands here; its versions are addresses that hand out a way to read an asset's content.
        new ResourceDescriptor { Type = AssetTypes.Registry + "/datareferences", Schema = new BodySchema([]), ServiceOwned = true },
        new ResourceDescriptor
        {
            Type = AssetTypes.Registry + "/datareferences/versions",
            Schema = new BodySchema([]),
            ServiceOwned = true,
            Post = new ResourceAction(PendingUploads.GetReadAccess) { NeedsBody = true, OnAbsent = true },
        },
    ];

    /// <summary>The regions that a registry's document names.</summary>
    public static IEnumerable<string> RegionsOf(JsonObject body) =>
        (body["properties"]?["regionDetails"] as JsonArray ?? []).Select(region => region?["location"]?.ToString()).OfType<string>();

    private static void Normalise(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        string location = body["location"]?.ToString() ?? string.Empty;
        properties["discoveryUrl"] ??= $"https://{location}.api.azureml.ms/registrymanagement/v1.0/registries/{write.Address.Name}/discovery";
        properties["mlFlowRegistryUri"] ??= $"azureml://{location}.api.azureml.ms/mlflow/v1.0/registries/{write.Address.Name}";
        Tracked.FillIdentity(body, write);
    }

    /// <summary>Takes away the regions that the body's <c>regionDetails</c> leaves out.</summary>
    private static SimResponse RemoveRegions(ActionCall action)
    {
        string[] kept = [.. RegionsOf(action.Body)];
        StoredResource registry = action.Resource;
        if (kept.Length == 0)
            throw ArmException.User(400, "BadArgument", "The field 'properties.regionDetails' must keep one region at least.");
        return action.Arm.Operations.Accept(
            action.Call,
            registry,
            error =>
            {
                if (error is null)
                    action.Arm.Resources.Amend(action.Call, action.Address, body => Keep(body, kept));
            },
            () => SimResponse.Json(200, new ResourceView(action.Arm).Render(action.Resource, action.Call.Request.BaseUrl)));
    }

    private static void Keep(JsonObject body, string[] regions)
    {
        if (body["properties"]!["regionDetails"] is not JsonArray details)
            return;
        foreach (JsonNode gone in details.Where(region => !regions.Contains(region?["location"]?.ToString(), StringComparer.OrdinalIgnoreCase)).ToArray()!)
            details.Remove(gone);
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}\z")]
    private static partial Regex Name();
}
