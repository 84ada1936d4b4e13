using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Computes of every published type.</summary>
internal static class ComputeType
{
    public const string Type = AssetTypes.Workspace + "/computes";

    private const string Cluster = "AmlCompute";

    private const string Instance = "ComputeInstance";

    // Types that are made elsewhere and attached.
    private static readonly HashSet<string> Attached = ["AKS", "Kubernetes", "VirtualMachine", "HDInsight", "Databricks", "DataLakeAnalytics", "SynapseSpark"];

    private static readonly Field[] Nothing = [];

    public static ResourceDescriptor Descriptor() => new()
    {
        Type = Type,
        NamePattern = AssetTypes.AssetName(),
        Schema = new BodySchema(
            [
                new("location", FieldKind.Text), new("tags", FieldKind.TextMap), new("identity", FieldKind.Structure), new("sku", FieldKind.Structure),
                Fields.Fixed("computeType", required: true), Fields.Fixed("computeLocation"), Fields.State,
                Fields.Text("description"), Fields.Text("resourceId"),
                new("properties.disableLocalAuth", FieldKind.Flag) { CreateOnly = true },
                new("properties.createdOn", FieldKind.Text) { ReadOnly = true },
                new("properties.modifiedOn", FieldKind.Text) { ReadOnly = true },
                new("properties.provisioningErrors", FieldKind.List) { ReadOnly = true },
                new("properties.isAttachedCompute", FieldKind.Flag) { ReadOnly = true },
                new("properties.properties", FieldKind.Structure),
            ],
            new Variant("properties.computeType", Kinds())),
        Put = WriteStyle.OriginalUri,
        Patch = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        DeleteTellsStatus = true,
        DeleteParameter = ("underlyingResourceAction", ["Delete", "Detach"]),
        Patchable = ["properties.properties.scaleSettings"],
        RegionalGroup = body => body["properties"]!["computeType"]?.ToString() == Instance ? "computeInstance" : null,
        Normalise = Normalise,
        Check = Check,
        Provision = (body, write) => IsOf(body, Cluster, Instance)
            ? CapacityRules.Shortage(body, write, body["properties"]!["computeType"]!.ToString(), Demand(body, write), "vmSize")
            : null,
        Demand = Demand,
        Project = (_, compute, body, _) =>
        {
            body["properties"]!["createdOn"] = Wire.Instant(compute.CreatedAt);
            body["properties"]!["modifiedOn"] = Wire.Instant(compute.ModifiedAt);
        },
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase)
        {
            ["listNodes"] = new(ListNodes),
            ["listKeys"] = new(ListKeys),
            ["start"] = new(action => SetPower(action, "Starting", "Running")),
            ["stop"] = new(action => SetPower(action, "Stopping", "Stopped")),
            ["restart"] = new(action => SetPower(action, "Restarting", "Running")),
        },
    };

    private static Dictionary<string, IReadOnlyList<Field>> Kinds()
    {
        Dictionary<string, IReadOnlyList<Field>> kinds = new(StringComparer.Ordinal)
        {
            [Cluster] = ClusterFields(),
            [Instance] = InstanceFields(),
            ["Kubernetes"] =
            [
                Inner("relayConnectionString", FieldKind.Text) with { Secret = SecretTrace.Null, SecretStays = true },
                Inner("serviceBusConnectionString", FieldKind.Text) with { Secret = SecretTrace.Null, SecretStays = true },
                Inner("namespace", FieldKind.Text) with { Default = "\"default\"" },
                Inner("defaultInstanceType", FieldKind.Text), Inner("extensionPrincipalId", FieldKind.Text), Inner("vcName", FieldKind.Text),
                Inner("extensionInstanceReleaseTrain", FieldKind.Text), Inner("instanceTypes", FieldKind.Structure),
            ],
            ["VirtualMachine"] = [Inner("administratorAccount.password", FieldKind.Text) with { Secret = SecretTrace.Absent, SecretStays = true }],
            ["HDInsight"] = [Inner("administratorAccount.password", FieldKind.Text) with { Secret = SecretTrace.Absent, SecretStays = true }],
            ["Databricks"] = [Inner("databricksAccessToken", FieldKind.Text) with { Secret = SecretTrace.Absent, SecretStays = true }, Inner("workspaceUrl", FieldKind.Text)],
        };
        foreach (string other in (string[])["AKS", "DataFactory", "DataLakeAnalytics", "SynapseSpark"])
            kinds[other] = Nothing;
        return kinds;
    }

    private static Field[] ClusterFields() =>
    [
        Fixed("vmSize"), Fixed("vmPriority") with { Allowed = ["Dedicated", "LowPriority"] },
        Fixed("osType") with { Allowed = ["Linux", "Windows"], Default = "\"Linux\"" },
        Inner("subnet", FieldKind.Structure) with { CreateOnly = true },
        Inner("enableNodePublicIp", FieldKind.Flag) with { CreateOnly = true, Default = "true" },
        Inner("isolatedNetwork", FieldKind.Flag), Inner("virtualMachineImage", FieldKind.Structure), Inner("propertyBag", FieldKind.Structure),
        Inner("remoteLoginPortPublicAccess", FieldKind.Text) with { Allowed = ["Enabled", "Disabled", "NotSpecified"], Default = "\"NotSpecified\"" },
        Inner("scaleSettings", FieldKind.Structure),
        Inner("scaleSettings.maxNodeCount", FieldKind.Whole), Inner("scaleSettings.minNodeCount", FieldKind.Whole) with { Default = "0" },
        Inner("scaleSettings.nodeIdleTimeBeforeScaleDown", FieldKind.Text),
        Inner("userAccountCredentials", FieldKind.Structure),
        Inner("userAccountCredentials.adminUserSshPublicKey", FieldKind.Text) with { Secret = SecretTrace.Absent, SecretStays = true },
        Inner("userAccountCredentials.adminUserPassword", FieldKind.Text) with { Secret = SecretTrace.Absent, SecretStays = true },
        .. ReadOnly("allocationState", "allocationStateTransitionTime", "errors", "currentNodeCount", "targetNodeCount", "nodeStateCounts"),
    ];

    private static Field[] InstanceFields() =>
    [
        Fixed("vmSize"),
        Inner("subnet", FieldKind.Structure) with { CreateOnly = true },
        Inner("applicationSharingPolicy", FieldKind.Text) with { Allowed = ["Personal", "Shared"], Default = "\"Shared\"" },
        Inner("sshSettings", FieldKind.Structure),
        Inner("sshSettings.sshPublicAccess", FieldKind.Text) with { Allowed = ["Enabled", "Disabled"], Default = "\"Disabled\"" },
        Inner("computeInstanceAuthorizationType", FieldKind.Text) with { Default = "\"personal\"" },
        Inner("personalComputeInstanceSettings", FieldKind.Structure), Inner("customServices", FieldKind.List), Inner("setupScripts", FieldKind.Structure),
        Inner("schedules", FieldKind.Structure), Inner("enableNodePublicIp", FieldKind.Flag),
        .. ReadOnly(
            "osImageMetadata", "connectivityEndpoints", "applications", "createdBy", "errors", "state", "lastOperation", "containers", "dataDisks", "dataMounts",
            "versions", "sshSettings.adminUserName", "sshSettings.sshPort"),
    ];

    private static Field Inner(string name, FieldKind kind) => new("properties.properties." + name, kind);

    private static Field Fixed(string name) => Inner(name, FieldKind.Text) with { CreateOnly = true };

    private static IEnumerable<Field> ReadOnly(params string[] names) => names.Select(name => Inner(name, FieldKind.Any) with { ReadOnly = true });

    private static bool IsOf(JsonObject body, params string[] kinds) => kinds.Contains(body["properties"]!["computeType"]?.ToString(), StringComparer.Ordinal);

    private static void Normalise(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        properties["isAttachedCompute"] = Attached.Contains(properties["computeType"]?.ToString() ?? string.Empty) && properties["resourceId"] is not null;
        body["location"] ??= write.Region;
        Tracked.FillIdentity(body, write, usual: null);
        if (properties["properties"] is not JsonObject inner)
            return;
        EndpointRules.NormaliseDurations(body, "properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown");
        if (IsOf(body, Cluster))
        {
            int nodes = MinimumNodes(body);
            inner["vmPriority"] ??= "Dedicated";
            inner["allocationState"] = "Steady";
            inner["allocationStateTransitionTime"] ??= Wire.Instant(write.Arm.Clock.GetUtcNow());
            inner["currentNodeCount"] = nodes;
            inner["targetNodeCount"] = nodes;
            inner["nodeStateCounts"] = new JsonObject
            {
                ["preparingNodeCount"] = 0, ["runningNodeCount"] = 0, ["idleNodeCount"] = nodes, ["unusableNodeCount"] = 0, ["leavingNodeCount"] = 0, ["preemptedNodeCount"] = 0,
            };
        }
        else if (IsOf(body, Instance))
        {
            inner["state"] ??= write.Existing?["properties"]?["properties"]?["state"]?.DeepClone() ?? "Running";
        }
    }

    private static void Check(JsonObject body, WriteContext write)
    {
        JsonNode? inner = body["properties"]!["properties"];
        if (!IsOf(body, Cluster))
        {
            if (inner?["scaleSettings"] is not null)
                throw ArmException.User(400, "BadArgument", $"Computes of type '{body["properties"]!["computeType"]}' have no scale settings.");
            return;
        }

        if (inner?["scaleSettings"] is not JsonObject scale)
            return;
        if (scale["maxNodeCount"] is null)
            throw ArmException.User(400, "BadArgument", "The field 'properties.properties.scaleSettings.maxNodeCount' is required.");
        int least = MinimumNodes(body), most = scale["maxNodeCount"]!.GetValue<int>();
        if (least < 0 || most < least)
            throw ArmException.User(400, "BadArgument", $"The scale settings ask for {least} to {most} nodes.");
    }

    private static int MinimumNodes(JsonObject body) => body["properties"]!["properties"]?["scaleSettings"]?["minNodeCount"]?.GetValue<int>() ?? 0;

    /// <summary>A cluster holds the cores of its nodes that stand; an instance those of its machine.</summary>
    private static CoreDemand? Demand(JsonObject body, WriteContext write)
    {
        JsonNode? inner = body["properties"]!["properties"];
        if (!IsOf(body, Cluster, Instance) || inner?["state"]?.ToString() == "Stopped")
            return null;
        int nodes = IsOf(body, Cluster) ? MinimumNodes(body) : 1;
        return CapacityRules.DemandFor(write, inner?["vmSize"]?.ToString(), nodes, inner?["vmPriority"]?.ToString() == "LowPriority");
    }

    private static SimResponse SetPower(ActionCall action, string passing, string final)
    {
        StoredResource compute = action.Resource;
        if (!IsOf(compute.ReadBody(), Instance))
            throw ArmException.User(400, "BadArgument", $"'{compute.Name}' is no compute instance; only those are started, stopped and restarted.");
        ResourceWriter.RefuseWhileBusy(compute);
        action.Arm.Resources.Amend(action.Call, action.Address, body => body["properties"]!["properties"]!["state"] = passing);
        return action.Arm.Operations.Accept(
            action.Call,
            compute,
            error =>
            {
                if (action.Arm.Store.Find(action.Address) is not null)
                    action.Arm.Resources.Amend(action.Call, action.Address, body => body["properties"]!["properties"]!["state"] = error is null ? final : "Unusable");
            },
            () => SimResponse.Empty(200),
            withStatus: true);
    }

    private static SimResponse ListNodes(ActionCall action)
    {
        JsonObject body = action.Resource.ReadBody();
        if (!IsOf(body, Cluster))
            throw ArmException.User(400, "BadArgument", $"'{action.Address.Name}' is no cluster; only those have nodes.");
        int count = body["properties"]!["properties"]?["currentNodeCount"]?.GetValue<int>() ?? 0;
        return SimResponse.Json(200, new JsonObject
        {
            ["nodes"] = new JsonArray([.. Enumerable.Range(0, count).Select(index => (JsonNode)new JsonObject
            {
                ["nodeId"] = $"tvmps_{action.Address.Name}_{index}", ["privateIpAddress"] = $"10.0.0.{4 + index}", ["publicIpAddress"] = null,
                ["port"] = 50000 + index, ["nodeState"] = "idle", ["runId"] = null,
            })]),
        });
    }

    private static SimResponse ListKeys(ActionCall action)
    {
        StoredResource compute = action.Resource;
        string kind = compute.ReadBody()["properties"]!["computeType"]!.ToString();
        return SimResponse.Json(200, kind switch
        {
            "AKS" => new JsonObject
            {
                ["computeType"] = kind, ["userKubeConfig"] = $"user of {compute.Name}", ["adminKubeConfig"] = $"admin of {compute.Name}", ["imagePullSecretName"] = null,
            },
            "VirtualMachine" => new JsonObject { ["computeType"] = kind, ["administratorAccount"] = new JsonObject { ["password"] = Secret(compute, "administratorAccount.password") } },
            "Databricks" => new JsonObject { ["computeType"] = kind, ["databricksAccessToken"] = Secret(compute, "databricksAccessToken") },
            _ => throw ArmException.User(400, "BadArgument", $"Computes of type '{kind}' have no keys."),
        });
    }

    private static JsonNode? Secret(StoredResource compute, string name) => compute.Secrets?["properties.properties." + name]?.DeepClone();
}
