using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Online endpoints and their deployments.</summary>
internal static class OnlineEndpointTypes
{
    public const string Endpoints = AssetTypes.Workspace + "/onlineEndpoints";

    public const string Deployments = Endpoints + "/deployments";

    private const int LargestMirror = 50;

    private const int MostInstances = 50;

    private static readonly string[] Durations =
    [
        "properties.requestSettings.maxQueueWait", "properties.requestSettings.requestTimeout",
        .. new[] { "livenessProbe", "readinessProbe", "startupProbe" }.SelectMany(probe => new[] { "initialDelay", "period", "timeout" }.Select(part => $"properties.{probe}.{part}")),
    ];

    public static IEnumerable<ResourceDescriptor> All() => [Endpoint(), Deployment()];

    private static ResourceDescriptor Endpoint() => new()
    {
        Type = Endpoints,
        NamePattern = EndpointRules.Name(),
        Schema = new BodySchema(
        [
            .. Tracked.Fields,
            Fields.Text("description"), Fields.Map("properties"), Fields.State,
            Fields.Text("authMode") with { Required = true, Allowed = ["AMLToken", "Key", "AADToken"] },
            new(EndpointKeys.Path, FieldKind.Structure) { Secret = SecretTrace.Null, SecretStays = true },
            Fields.Text("compute"),
            Fields.Text("publicNetworkAccess") with { Allowed = ["Enabled", "Disabled"], Default = "\"Enabled\"" },
            new("properties.traffic", FieldKind.Structure) { Default = "{}" },
            new("properties.mirrorTraffic", FieldKind.Structure) { Default = "{}" },
            new("properties.scoringUri", FieldKind.Text) { ReadOnly = true },
            new("properties.swaggerUri", FieldKind.Text) { ReadOnly = true },
        ]),
        Put = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        Patchable = ["tags", "identity"],
        RegionalGroup = _ => EndpointRules.NameGroup,
        List = new ListFeatures
        {
            SizeParameter = "count",
            OrderWord = "orderBy",
            Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
            {
                ["name"] = ListFilters.Name,
                ["computeType"] = HasComputeType,
                ["tags"] = ListFilters.TopTags,
                ["properties"] = ListFilters.Properties,
            },
        },
        Normalise = (body, write) =>
        {
            EndpointKeys.Fill(body, write);
            EndpointRules.MarkProperties(body, write);
            Tracked.FillIdentity(body, write);
        },
        Check = CheckEndpoint,
        Project = (arm, endpoint, body, baseUrl) => EndpointRules.ShowAddresses(arm, endpoint, body, baseUrl, "score"),
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase)
        {
            ["listKeys"] = new(EndpointKeys.List),
            ["regenerateKeys"] = EndpointKeys.Regenerate,
            ["token"] = new(GetToken),
        },
    };

    private static ResourceDescriptor Deployment() => new()
    {
        Type = Deployments,
        NamePattern = EndpointRules.Name(),
        Schema = new BodySchema(
            [
                .. Tracked.Fields,
                Fields.Text("description"), Fields.Map("properties"), Fields.State,
                Fields.Text("endpointComputeType") with { Required = true },
                Fields.Text("model"), Fields.Text("environmentId"), Fields.Map("environmentVariables"), Fields.Text("modelMountPath"),
                new("properties.codeConfiguration", FieldKind.Structure),
                Fields.Fixed("codeConfiguration.codeId"), Fields.Fixed("codeConfiguration.scoringScript"),
                Fields.Fixed("instanceType"),
                new("properties.appInsightsEnabled", FieldKind.Flag) { Default = "false" },
                Fields.Text("egressPublicNetworkAccess") with { Allowed = ["Enabled", "Disabled"], Default = "\"Enabled\"" },
                new("properties.dataCollector", FieldKind.Structure),
                .. Probe("livenessProbe"), .. Probe("readinessProbe"), new("properties.startupProbe", FieldKind.Structure),
                new("properties.requestSettings", FieldKind.Structure) { Default = "{}" },
                new("properties.requestSettings.maxConcurrentRequestsPerInstance", FieldKind.Whole) { Default = "1" },
                Fields.Text("requestSettings.maxQueueWait") with { Default = "\"PT0.5S\"" },
                Fields.Text("requestSettings.requestTimeout") with { Default = "\"PT5S\"" },
            ],
            new Variant("properties.endpointComputeType", new Dictionary<string, IReadOnlyList<Field>>(StringComparer.Ordinal)
            {
                ["Managed"] = [Fields.Text("instanceType") with { Required = true }, Scale("Default")],
                ["Kubernetes"] = [new("properties.containerResourceRequirements", FieldKind.Structure), Scale("TargetUtilization")],
            })),
        Put = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        Patchable = ["tags", "sku"],
        List = new ListFeatures { SizeParameter = "$top", OrderByTime = true },
        Normalise = (body, write) =>
        {
            EndpointRules.NormaliseDurations(body, Durations);
            EndpointRules.MarkProperties(body, write);
            Tracked.FillIdentity(body, write);
            if (body["sku"] is not JsonObject sku)
                body["sku"] = sku = new JsonObject { ["name"] = "Default" };
            sku["capacity"] ??= 1;
        },
        Check = CheckDeployment,
        CheckDelete = RefuseDeletionWithTraffic,
        Provision = (body, write) => CapacityRules.NetworkNotReady(write) ?? CapacityRules.Shortage(body, write, "MIR", Demand(body, write)),
        Demand = Demand,
        Removed = ForgetTraffic,
        Project = (arm, deployment, body, baseUrl) => EndpointRules.ShowOperation(arm.RegionOf(deployment), deployment, body, baseUrl),
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase)
        {
            ["getLogs"] = ResourceAction.WithBody(GetLogs),
            ["skus"] = ResourceAction.Get(ListSkus),
        },
    };

    private static Field Scale(string usual) =>
        new("properties.scaleSettings", FieldKind.Structure) { Default = $$"""{"scaleType":"{{usual}}"}""" };

    private static Field[] Probe(string name) =>
    [
        new("properties." + name, FieldKind.Structure) { Default = "{}" },
        new($"properties.{name}.failureThreshold", FieldKind.Whole) { Default = "30" },
        new($"properties.{name}.successThreshold", FieldKind.Whole) { Default = "1" },
        Fields.Text(name + ".timeout") with { Default = "\"PT2S\"" },
        Fields.Text(name + ".period") with { Default = "\"PT10S\"" },
    ];

    private static bool HasComputeType(StoredResource endpoint, JsonObject body, IReadOnlyList<string> values) =>
        ArmPath.Is(values[0], body["properties"]?["compute"] is null ? "Managed" : "Kubernetes");

    private static void CheckEndpoint(JsonObject body, WriteContext write)
    {
        Tracked.CheckLocation(body, write);
        EndpointRules.CheckProperties(body, write);
        string? compute = body["properties"]!["compute"]?.ToString();
        if (compute is not null)
            AssetReferences.RequireInWorkspace(compute, "properties.compute", write);
        StoredResource[] deployments = [.. EndpointRules.DeploymentsOf(write)];
        int total = Sum(body, "traffic", deployments);
        bool isPlaceholder = body["properties"]!["traffic"] is JsonObject { Count: 1 } only && Placeholder.Is(only.First().Key);
        if (total is not (0 or 100) && !isPlaceholder)
            throw ArmException.User(400, "BadArgument", $"The values of 'properties.traffic' add up to {total}; they must add up to 0 or 100.");
        int mirrored = Sum(body, "mirrorTraffic", deployments);
        if (mirrored > LargestMirror)
            throw ArmException.User(400, "BadArgument", $"The values of 'properties.mirrorTraffic' add up to {mirrored}; they must add up to {LargestMirror} at most.");
        if (mirrored > 0 && compute is not null)
            throw ArmException.User(400, "BadArgument", "Traffic cannot be mirrored on Kubernetes endpoints.");
    }

    /// <summary>Sum of a traffic map. Every name must be that of a deployment; one that gets traffic must stand.</summary>
    private static int Sum(JsonObject body, string name, StoredResource[] deployments)
    {
        int sum = 0;
        foreach ((string deployment, JsonNode? weight) in body["properties"]![name] as JsonObject ?? [])
        {
            if (weight is not JsonValue value || !value.TryGetValue(out int percent) || percent is < 0 or > 100)
                throw ArmException.User(400, "BadArgument", $"The value of '{deployment}' in 'properties.{name}' must be a whole number from 0 to 100.");
            sum += percent;
            if (Placeholder.Is(deployment))
                continue;
            StoredResource found = deployments.FirstOrDefault(known => ArmPath.Is(known.Name, deployment))
                ?? throw ArmException.User(400, "BadArgument", $"'properties.{name}' names the deployment '{deployment}', which does not exist.");
            if (percent > 0 && found.ProvisioningState is "Creating" or "Failed" or "Deleting")
                throw ArmException.User(400, "BadArgument", $"'properties.{name}' names the deployment '{deployment}', whose state is {found.ProvisioningState}.");
        }

        return sum;
    }

    private static void CheckDeployment(JsonObject body, WriteContext write)
    {
        EndpointRules.RequireReadyEndpoint(write);
        Tracked.CheckLocation(body, write);
        EndpointRules.CheckProperties(body, write);
        JsonNode properties = body["properties"]!;
        AssetReferences.RequireAsset(properties["model"]?.ToString(), "properties.model", write);
        AssetReferences.RequireAsset(properties["environmentId"]?.ToString(), "properties.environmentId", write);
        AssetReferences.RequireAsset(properties["codeConfiguration"]?["codeId"]?.ToString(), "properties.codeConfiguration.codeId", write);
        if (properties["codeConfiguration"] is JsonObject code && code["scoringScript"] is null)
            throw ArmException.User(400, "BadArgument", "The field 'properties.codeConfiguration.scoringScript' is required.");
        int capacity = Capacity(body);
        if (capacity is < 0 or > MostInstances)
            throw ArmException.User(400, "BadArgument", $"The field 'sku.capacity' is {capacity}; it must be 0 to {MostInstances}.");
        bool onKubernetes = write.Parent!.ReadBody()["properties"]?["compute"] is JsonValue compute && !Placeholder.Is(compute.ToString());
        int names = write.Parent.Name.Length + write.Address.Name.Length;
        if (onKubernetes && names is < 6 or > 62)
            throw ArmException.User(400, "BadArgument", $"The names of endpoint and deployment have {names} characters together; on Kubernetes they must have 6 to 62.");
    }

    private static int Capacity(JsonObject body) => body["sku"]?["capacity"]?.GetValue<int>() ?? 1;

    /// <summary>A fifth more than what runs is kept for upgrades: ten instances need the quota of twelve.</summary>
    private static CoreDemand? Demand(JsonObject body, WriteContext write)
    {
        if (body["properties"]!["endpointComputeType"]?.ToString() != "Managed")
            return null;
        int instances = (int)Math.Ceiling(Capacity(body) * 1.2m);
        return CapacityRules.DemandFor(write, body["properties"]!["instanceType"]?.ToString(), instances, lowPriority: false);
    }

    private static void RefuseDeletionWithTraffic(StoredResource deployment, WriteContext write)
    {
        JsonNode? weight = (write.Parent?.ReadBody()["properties"]?["traffic"] as JsonObject)?
            .FirstOrDefault(entry => ArmPath.Is(entry.Key, deployment.Name)).Value;
        if (weight?.GetValue<int>() > 0)
            throw ArmException.User(409, "ConflictError", $"The deployment '{deployment.Name}' has {weight}% of the traffic; set it to 0 first.");
    }

    /// <summary>A deployment that is gone leaves no entry in its endpoint's traffic.</summary>
    private static void ForgetTraffic(StoredResource deployment, ArmContext arm)
    {
        ResourceAddress endpoint = ResourceAddress.Of(deployment.Id, arm.Types).Parent!;
        if (arm.Store.Find(endpoint) is not { } found)
            return;
        JsonObject body = found.ReadBody();
        foreach (string map in (string[])["traffic", "mirrorTraffic"])
        {
            if (body["properties"]![map] is JsonObject weights && weights.FirstOrDefault(entry => ArmPath.Is(entry.Key, deployment.Name)).Key is { } name)
                weights.Remove(name);
        }

        arm.Store.Put(endpoint, found with { Body = StoredResource.Pack(body) });
    }

    private static SimResponse GetToken(ActionCall action)
    {
        StoredResource endpoint = action.Resource;
        if (endpoint.ReadBody()["properties"]!["authMode"]!.ToString() != "AMLToken")
            throw ArmException.User(400, "BadArgument", $"The authMode of the endpoint '{endpoint.Name}' is not AMLToken.");
        DateTimeOffset now = action.Arm.Clock.GetUtcNow();
        return SimResponse.Json(200, new JsonObject
        {
            ["accessToken"] = EndpointTokens.Issue(endpoint, now + EndpointTokens.Life),
            ["tokenType"] = "Bearer",
            ["expiryTimeUtc"] = (now + EndpointTokens.Life).ToUnixTimeSeconds(),
            ["refreshAfterTimeUtc"] = (now + (EndpointTokens.Life / 2)).ToUnixTimeSeconds(),
        });
    }

    private static SimResponse GetLogs(ActionCall action)
    {
        StoredResource deployment = action.Resource;
        string container = action.Body["containerType"] is null ? "InferenceServer" : action.OneOf("containerType", "StorageInitializer", "InferenceServer");
        string[] lines =
        [
            $"{Wire.Instant(deployment.CreatedAt)} {container}: deployment {deployment.Name} is {deployment.ProvisioningState}",
            $"{Wire.Instant(deployment.ModifiedAt)} {container}: last change by {deployment.ModifiedBy}",
        ];
        int tail = action.Body["tail"]?.GetValue<int>() ?? lines.Length;
        return SimResponse.Json(200, new JsonObject { ["content"] = string.Join('\n', lines.TakeLast(tail)) });
    }

    private static SimResponse ListSkus(ActionCall action) => SimResponse.Json(200, new JsonObject
    {
        ["value"] = new JsonArray(new JsonObject
        {
            ["resourceType"] = "Microsoft.MachineLearning.Services/endpoints/deployments",
            ["sku"] = new JsonObject { ["name"] = "Default", ["tier"] = "Standard" },
            ["capacity"] = new JsonObject
            {
                ["minimum"] = 1, ["maximum"] = MostInstances, ["default"] = 1, ["scaleType"] = "Manual",
            },
        }),
    });
}
