using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Batch endpoints and their deployments.</summary>
internal static class BatchEndpointTypes
{
    public const string Endpoints = AssetTypes.Workspace + "/batchEndpoints";

    public const string Deployments = Endpoints + "/deployments";

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
            new("properties.defaults", FieldKind.Structure),
            Fields.Text("defaults.deploymentName"),
            new("properties.scoringUri", FieldKind.Text) { ReadOnly = true },
            new("properties.swaggerUri", FieldKind.Text) { ReadOnly = true },
        ]),
        Put = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        Patchable = ["tags", "identity"],
        RegionalGroup = _ => EndpointRules.NameGroup,
        List = new ListFeatures { SizeParameter = "count" },
        Normalise = (body, write) =>
        {
            EndpointKeys.Fill(body, write);
            EndpointRules.MarkProperties(body, write);
            Tracked.FillIdentity(body, write);
        },
        Check = CheckEndpoint,
        Project = (arm, endpoint, body, baseUrl) => EndpointRules.ShowAddresses(arm, endpoint, body, baseUrl, "jobs"),
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["listkeys"] = new(EndpointKeys.List) },
    };

    private static ResourceDescriptor Deployment() => new()
    {
        Type = Deployments,
        NamePattern = EndpointRules.Name(),
        Schema = new BodySchema(
            [
                .. Tracked.Fields,
                Fields.Text("description"), Fields.Map("properties"), Fields.State,
                Fields.Text("compute"), Fields.Text("environmentId"), Fields.Map("environmentVariables"),
                new("properties.codeConfiguration", FieldKind.Structure),
                Fields.Fixed("codeConfiguration.codeId"), Fields.Fixed("codeConfiguration.scoringScript"),
                new("properties.deploymentConfiguration", FieldKind.Structure),
                new("properties.model", FieldKind.Structure),
                new("properties.errorThreshold", FieldKind.Whole) { Default = "-1" },
                Fields.Text("loggingLevel") with { Allowed = ["Info", "Warning", "Debug"], Default = "\"Info\"" },
                new("properties.maxConcurrencyPerInstance", FieldKind.Whole) { Default = "1" },
                new("properties.miniBatchSize", FieldKind.Whole) { Default = "10" },
                Fields.Text("outputAction") with { Allowed = ["SummaryOnly", "AppendRow"], Default = "\"AppendRow\"" },
                Fields.Text("outputFileName") with { Default = "\"predictions.csv\"" },
                new("properties.resources", FieldKind.Structure),
                new("properties.resources.instanceCount", FieldKind.Whole) { CreateOnly = true, Default = "1" },
                Fields.Fixed("resources.instanceType"),
                new("properties.resources.properties", FieldKind.Structure) { CreateOnly = true },
                new("properties.retrySettings", FieldKind.Structure) { Default = "{}" },
                new("properties.retrySettings.maxRetries", FieldKind.Whole) { Default = "3" },
                Fields.Text("retrySettings.timeout") with { Default = "\"PT30S\"" },
            ],
            new Variant("properties.model.referenceType", new Dictionary<string, IReadOnlyList<Field>>(StringComparer.Ordinal)
            {
                ["Id"] = [Fields.Text("model.assetId") with { Required = true }],
                ["DataPath"] = [Fields.Text("model.datastoreId"), Fields.Text("model.path")],
                ["OutputPath"] = [Fields.Text("model.jobId"), Fields.Text("model.path")],
            })),
        Put = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        Patchable = ["tags", "properties.description"],
        List = new ListFeatures { SizeParameter = "$top", OrderByTime = true },
        Normalise = (body, write) =>
        {
            EndpointRules.NormaliseDurations(body, "properties.retrySettings.timeout");
            EndpointRules.MarkProperties(body, write);
            Tracked.FillIdentity(body, write);
        },
        Check = CheckDeployment,
        Provision = (_, write) => CapacityRules.NetworkNotReady(write),
        Project = (arm, deployment, body, baseUrl) => EndpointRules.ShowOperation(arm.RegionOf(deployment), deployment, body, baseUrl),
    };

    private static void CheckEndpoint(JsonObject body, WriteContext write)
    {
        Tracked.CheckLocation(body, write);
        EndpointRules.CheckProperties(body, write);
        string? usual = body["properties"]!["defaults"]?["deploymentName"]?.ToString();
        if (string.IsNullOrEmpty(usual) || Placeholder.Is(usual) || EndpointRules.DeploymentsOf(write).Any(known => ArmPath.Is(known.Name, usual)))
            return;
        throw ArmException.User(400, "BadArgument", $"'properties.defaults.deploymentName' names the deployment '{usual}', which does not exist.");
    }

    private static void CheckDeployment(JsonObject body, WriteContext write)
    {
        EndpointRules.RequireReadyEndpoint(write);
        Tracked.CheckLocation(body, write);
        EndpointRules.CheckProperties(body, write);
        JsonNode properties = body["properties"]!;
        JsonNode? model = properties["model"];
        AssetReferences.RequireAsset(model?["assetId"]?.ToString(), "properties.model.assetId", write);
        RequireOwn(model?["datastoreId"], "properties.model.datastoreId", write);
        RequireOwn(model?["jobId"], "properties.model.jobId", write);
        AssetReferences.RequireAsset(properties["environmentId"]?.ToString(), "properties.environmentId", write);
        AssetReferences.RequireAsset(properties["codeConfiguration"]?["codeId"]?.ToString(), "properties.codeConfiguration.codeId", write);
        AssetReferences.RequireAsset(
            properties["deploymentConfiguration"]?["componentId"]?["assetId"]?.ToString(), "properties.deploymentConfiguration.componentId.assetId", write);
        RequireOwn(properties["compute"], "properties.compute", write);
    }

    /// <summary>Holds ids only: a compute may also be named in other ways, serverless for one.</summary>
    private static void RequireOwn(JsonNode? id, string field, WriteContext write)
    {
        if (id?.ToString() is { } text && text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            AssetReferences.RequireInWorkspace(text, field, write);
    }
}
