using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Tests.Readiness;

/// <summary>
/// Two workspaces with everything around them, as the article asks: private, encrypted with a customer-managed key, with clusters, endpoints and
/// registries. Every check passes on it for a reason. Tests change one thing.
/// </summary>
internal sealed class ReadinessWorld
{
    public const string Group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    public const string Vault = Group + "/providers/Microsoft.KeyVault/vaults/kv";
    public const string Registry = Group + "/providers/Microsoft.ContainerRegistry/registries/cr";
    public const string DataAccount = Group + "/providers/Microsoft.Storage/storageAccounts/stdata";
    public const string Cosmos = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/managed-secondary/providers/Microsoft.DocumentDB/databaseAccounts";
    public const string SecondaryCluster = Group + "/providers/Microsoft.ContainerService/managedClusters/aks-secondary";
    public const string SecondaryNetwork = Group + "/providers/Microsoft.Network/virtualNetworks/vnet-secondary";
    public const string PrimaryNetwork = Group + "/providers/Microsoft.Network/virtualNetworks/vnet-primary";
    public const string Zone = Group + "/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms";
    public const string NotebookZone = Group + "/providers/Microsoft.Network/privateDnsZones/privatelink.notebooks.azure.net";

    public static readonly DateTimeOffset Now = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, JsonObject> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, JsonArray> _lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _denied = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _failed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _removed = new(StringComparer.OrdinalIgnoreCase);

    public ReadinessWorld()
    {
        Side("primary", "westeurope", "northeurope");
        Side("secondary", "northeurope", "westeurope");
        Lists("/subscriptions/11111111-1111-1111-1111-111111111111/locations", RegionOf("westeurope", "northeurope"), RegionOf("northeurope", "westeurope"));
        Resource(Vault, "westeurope", """{"enableSoftDelete":true,"enablePurgeProtection":true,"enableRbacAuthorization":true,"vaultUri":"https://kv.vault.azure.net/"}""");
        Resource(Registry, "westeurope", """{"provisioningState":"Succeeded","zoneRedundancy":"Enabled"}""")["sku"] = new JsonObject { ["name"] = "Premium" };
        Lists($"{Registry}/replications", Replica("westeurope"), Replica("northeurope"));
        foreach (string side in new[] { "primary", "secondary" })
        {
            Endpoint(side, "vault", "vault");
            Endpoint(side, "registry", "registry");
        }

        Resource(DataAccount, "westeurope", """{"geoReplicationStats":{"status":"Live","canFailover":true},"secondaryLocation":"northeurope"}""")["sku"] = Node("""{"name":"Standard_RAGRS"}""");
        Lists($"{DataAccount}/objectReplicationPolicies");
        Lists("registries", Node("""{"name":"shared","properties":{"regionDetails":[{"location":"westeurope"},{"location":"northeurope"}]}}"""));
        Lists("usages", Usage("totalCores", "Clusters", 1, 100), Usage("dedicatedCores", "Total Cluster Dedicated Regional vCPUs", 0, 1000),
            Usage("lowPriorityCores", "Total Cluster LowPriority Regional vCPUs", 0, 1000), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 4, 1000));
        Lists("vmSizes", Node("""{"name":"Standard_DS3_v2","family":"standardDSv2Family","vCPUs":4}"""));
        Lists($"{Zone}/virtualNetworkLinks", Link(PrimaryNetwork), Link(SecondaryNetwork));
        Lists($"{NotebookZone}/virtualNetworkLinks", Link(PrimaryNetwork), Link(SecondaryNetwork));
        Lists($"{Zone}/A", Node("""{"name":"guid-primary.workspace.westeurope"}"""), Node("""{"name":"guid-secondary.workspace.northeurope"}"""));
        Lists($"{NotebookZone}/A");
    }

    public Pair Pair { get; set; } = new("churn", WorkspaceId.Parse(Workspace("primary")), WorkspaceId.Parse(Workspace("secondary")))
    {
        Policy = PairPolicy.Default with { Registry = new RegistryPolicy("shared", []) },
    };

    public MirrorState Mirror { get; set; } = new()
    {
        Assets = new Dictionary<string, IReadOnlyDictionary<AssetState, int>>
        {
            ["model"] = new Dictionary<AssetState, int> { [AssetState.Mirrored] = 3, [AssetState.Skipped] = 1 },
        },
        LastSweepEndedAt = Now.AddMinutes(-15),
        NotebooksCopiedAt = Now.AddHours(-1),
        CapturedJobs = new HashSet<string> { "job-1" },
    };

    public List<string> RunningJobs { get; } = ["job-1"];

    public ReferenceScan References { get; set; } = new(5, [], 0);

    public List<DeletedWorkspace> Deleted { get; } = [];

    public static string Workspace(string side) => $"{Group}/providers/Microsoft.MachineLearningServices/workspaces/mlw-{side}";

    public static string Account(string side) => $"{Group}/providers/Microsoft.Storage/storageAccounts/st{side}";

    public static string Insights(string side) => $"{Group}/providers/Microsoft.Insights/components/appi-{side}";

    public static string PrivateEndpoint(string side, string what) => $"{Group}/providers/Microsoft.Network/privateEndpoints/pe-{side}-{what}";

    public static string Roles(string scope) => $"{scope}/providers/Microsoft.Authorization/roleAssignments";

    public static JsonObject Node(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>Changes a resource's property.</summary>
    public ReadinessWorld Set(string id, string path, JsonNode? value)
    {
        string[] steps = path.Split('.');
        JsonNode node = _resources[id];
        foreach (string step in steps[..^1])
        {
            node = node[step] ??= new JsonObject();
        }

        node[steps[^1]] = value;
        return this;
    }

    /// <summary>Replaces a list.</summary>
    public ReadinessWorld Lists(string address, params JsonObject[] items)
    {
        _lists[address] = [.. items];
        return this;
    }

    /// <summary>Adds to a list.</summary>
    public ReadinessWorld Add(string address, string json)
    {
        _lists[address].Add(Node(json));
        return this;
    }

    /// <summary>Changes a property of an item of a list.</summary>
    public ReadinessWorld SetItem(string address, string name, string path, JsonNode? value)
    {
        string[] steps = path.Split('.');
        JsonNode node = _lists[address].Single(item => (string?)item!["name"] == name)!;
        foreach (string step in steps[..^1])
        {
            node = node[step] ??= new JsonObject();
        }

        node[steps[^1]] = value;
        return this;
    }

    /// <summary>Takes an item out of a list.</summary>
    public ReadinessWorld Drop(string address, string name)
    {
        _lists[address].Remove(_lists[address].Single(item => (string?)item!["name"] == name));
        return this;
    }

    /// <summary>Takes a resource away.</summary>
    public ReadinessWorld Remove(string id)
    {
        _resources.Remove(id);
        _removed.Add(id);
        return this;
    }

    /// <summary>Refuses to let a resource or list be read.</summary>
    public ReadinessWorld Deny(string address)
    {
        _denied.Add(address);
        return this;
    }

    /// <summary>Lets the reading of a resource or list fail.</summary>
    public ReadinessWorld Break(string address)
    {
        _failed.Add(address);
        return this;
    }

    public ReadinessSnapshot Snapshot() => new()
    {
        Pair = Pair,
        TakenAt = Now,
        Primary = SideOf("primary"),
        Secondary = SideOf("secondary"),
        Regions = ListOf("/subscriptions/11111111-1111-1111-1111-111111111111/locations"),
        AmlRegistries = ListOf("registries"),
        DeletedWorkspaces = Of<IReadOnlyList<DeletedWorkspace>>("deleted workspaces", Deleted),
        References = Of("references", References),
        Mirror = Of("mirror", Mirror),
        Resources = _resources.Keys.Concat(_removed).Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(id => id, ResourceOf, StringComparer.OrdinalIgnoreCase),
        Lists = _lists.Keys.ToDictionary(address => address, ListOf, StringComparer.OrdinalIgnoreCase),
    };

    private SideSnapshot SideOf(string side)
    {
        string id = Workspace(side);
        return new SideSnapshot
        {
            Side = side,
            Id = WorkspaceId.Parse(id),
            Workspace = ResourceOf(id),
            Datastores = ListOf($"{id}/datastores"),
            Computes = ListOf($"{id}/computes"),
            PrivateEndpointConnections = ListOf($"{id}/privateEndpointConnections"),
            OutboundRules = ListOf($"{id}/outboundRules"),
            OnlineEndpoints = ListOf($"{id}/onlineEndpoints"),
            OnlineDeployments = ListOf($"{id}/onlineDeployments"),
            BatchEndpoints = ListOf($"{id}/batchEndpoints"),
            BatchDeployments = ListOf($"{id}/batchDeployments"),
            RunningJobs = Of<IReadOnlyList<string>>("jobs", RunningJobs),
            AutoscaleSettings = ListOf($"{id}/autoscale"),
            Usages = ListOf("usages"),
            Sizes = ListOf("vmSizes"),
        };
    }

    private Reading<AssetDocument> ResourceOf(string id) =>
        _denied.Contains(id) ? Reading.Denied<AssetDocument>("the " + id, $"Grant {id}.")
        : _failed.Contains(id) ? Reading.Failed<AssetDocument>(id, "503.")
        : _resources.TryGetValue(id, out JsonObject? body) ? Reading.Of(id, new AssetDocument(body.DeepClone().AsObject()))
        : Reading.Missing<AssetDocument>(id);

    private Reading<IReadOnlyList<AssetDocument>> ListOf(string address) =>
        Of<IReadOnlyList<AssetDocument>>(address, [.. _lists[address].Select(item => new AssetDocument(item!.DeepClone().AsObject()))]);

    private Reading<T> Of<T>(string address, T value)
        where T : class =>
        _denied.Contains(address) ? Reading.Denied<T>("the " + address, $"Grant {address}.")
        : _failed.Contains(address) ? Reading.Failed<T>(address, "503.")
        : Reading.Of(address, value);

    private void Side(string side, string region, string paired)
    {
        string id = Workspace(side);
        JsonObject workspace = Resource(id, region, $$$$"""
            {"provisioningState":"Succeeded","workspaceId":"guid-{{{{side}}}}","storageAccount":"{{{{Account(side)}}}}","keyVault":"{{{{Vault}}}}",
             "applicationInsights":"{{{{Insights(side)}}}}","containerRegistry":"{{{{Registry}}}}","publicNetworkAccess":"Disabled","imageBuildCompute":"cluster",
             "managedNetwork":{"isolationMode":"AllowOnlyApprovedOutbound","status":{"status":"Active"}},
             "serviceProvisionedResourceGroup":"managed-{{{{side}}}}",
             "encryption":{"status":"Enabled","keyVaultProperties":{"keyVaultArmId":"{{{{Vault}}}}","keyIdentifier":"https://kv.vault.azure.net/keys/k/1"}}}
            """);
        workspace["identity"] = new JsonObject { ["type"] = "SystemAssigned", ["principalId"] = $"identity-{side}" };
        JsonObject account = Resource(Account(side), region, """{"isHnsEnabled":false}""");
        account["kind"] = "StorageV2";
        account["sku"] = new JsonObject { ["name"] = "Standard_ZRS" };
        Resource(Insights(side), region, """{"RetentionInDays":90}""");
        Resource($"{Group}/providers/Microsoft.ContainerService/managedClusters/aks-{side}", region, """{"agentPoolProfiles":[{"name":"pool","availabilityZones":["1","2"]}]}""");
        Resource($"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-{side}", region, "{}");
        Lists(Cosmos.Replace("managed-secondary", $"managed-{side}", StringComparison.Ordinal), Node(
            $$$"""{"name":"cosmos-{{{side}}}","properties":{"locations":[{"locationName":"{{{region}}}"},{"locationName":"{{{paired}}}"}],"enableAutomaticFailover":true}}"""));
        Lists($"{id}/datastores", Node("""{"name":"workspaceblobstore","properties":{"datastoreType":"AzureBlob","accountName":"x","containerName":"y"}}"""), Node(
            """{"name":"lake","properties":{"datastoreType":"AzureBlob","accountName":"stdata","containerName":"lake","subscriptionId":"11111111-1111-1111-1111-111111111111","resourceGroup":"rg"}}"""));
        Lists($"{id}/computes", Cluster("cluster"), Node(
            $$$"""{"name":"k8s","properties":{"computeType":"Kubernetes","resourceId":"{{{Group}}}/providers/Microsoft.ContainerService/managedClusters/aks-{{{side}}}","provisioningState":"Succeeded"}}"""),
            Node("""{"name":"kim","properties":{"computeType":"ComputeInstance","properties":{}}}"""));
        SetItem($"{id}/computes", "cluster", "properties.properties.subnet", new JsonObject { ["id"] = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-{side}/subnets/s" });
        Lists($"{id}/outboundRules", Node("""{"name":"pypi","properties":{"type":"FQDN","category":"UserDefined","destination":"pypi.org"}}"""), Node(
            $$$$"""{"name":"store","properties":{"type":"PrivateEndpoint","category":"UserDefined","destination":{"serviceResourceId":"{{{{Account(side)}}}}","subresourceTarget":"blob","sparkStatus":"{{{{side}}}}"}}}"""),
            Node("""{"name":"own","properties":{"type":"FQDN","category":"Required","destination":"{{side}}.example"}}"""));
        Lists($"{id}/onlineEndpoints", Node("""{"name":"score","properties":{"provisioningState":"Succeeded","traffic":{"blue":100}}}"""));
        Lists($"{id}/onlineDeployments", Deployment(id, "score", "blue", side == "primary" ? 10 : 1));
        Lists($"{id}/batchEndpoints", Node("""{"name":"batch","properties":{"provisioningState":"Succeeded"}}"""));
        Lists($"{id}/batchDeployments", Node($$$"""{"id":"{{{id}}}/batchEndpoints/batch/deployments/d","name":"d","properties":{"provisioningState":"Succeeded"}}"""));
        Lists($"{id}/autoscale");
        Lists($"{id}/privateEndpointConnections", Connection(PrivateEndpoint(side, "workspace")));
        Endpoint(side, "workspace", "amlworkspace");
        Endpoint(side, "blob", "blob");
        Lists($"{PrivateEndpoint(side, "workspace")}/privateDnsZoneGroups", Node(
            $$$"""{"properties":{"privateDnsZoneConfigs":[{"properties":{"privateDnsZoneId":"{{{Zone}}}"}},{"properties":{"privateDnsZoneId":"{{{NotebookZone}}}"}}]}}"""));
        account["properties"]!["privateEndpointConnections"] = new JsonArray(Connection(PrivateEndpoint(side, "blob")));
        Lists(Roles(id), Assignment("kim", "reader"), Assignment($"identity-{side}", "contributor"));
        Lists(Roles(Account(side)), Assignment($"identity-{side}", "blob"));
        Lists(Roles(Insights(side)));
        if (side == "secondary")
        {
            Lists(Roles(Vault), Assignment("identity-primary", "secrets"), Assignment("identity-secondary", "secrets"));
            Lists(Roles(Registry), Assignment("identity-primary", "pull"), Assignment("identity-secondary", "pull"));
        }
    }

    private JsonObject Resource(string id, string region, string properties)
    {
        JsonObject body = new() { ["id"] = id, ["name"] = id.Split('/')[^1], ["location"] = region, ["properties"] = Node(properties) };
        _resources[id] = body;
        return body;
    }

    private void Endpoint(string side, string what, string group)
    {
        string region = side == "primary" ? "westeurope" : "northeurope";
        Resource(PrivateEndpoint(side, what), region, $$$"""
            {"subnet":{"id":"{{{Group}}}/providers/Microsoft.Network/virtualNetworks/vnet-{{{side}}}/subnets/pe"},
             "privateLinkServiceConnections":[{"properties":{"groupIds":["{{{group}}}"]}}]}
            """);
        string? holder = what switch { "vault" => Vault, "registry" => Registry, _ => null };
        if (holder is not null)
        {
            JsonObject properties = _resources[holder]["properties"]!.AsObject();
            (properties["privateEndpointConnections"] ??= new JsonArray()).AsArray().Add(Connection(PrivateEndpoint(side, what)));
        }
    }

    public static JsonObject Cluster(string name, int nodes = 20, string priority = "Dedicated") => Node(
        $$$$$"""{"name":"{{{{{name}}}}}","properties":{"computeType":"AmlCompute","provisioningState":"Succeeded","properties":{"vmSize":"Standard_DS3_v2","vmPriority":"{{{{{priority}}}}}","scaleSettings":{"maxNodeCount":{{{{{nodes}}}}}}}}}""");

    public static JsonObject Deployment(string workspace, string endpoint, string name, int capacity) => Node(
        $$$"""
        {"id":"{{{workspace}}}/onlineEndpoints/{{{endpoint}}}/deployments/{{{name}}}","name":"{{{name}}}","sku":{"name":"Default","capacity":{{{capacity}}}},
         "properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2","provisioningState":"Succeeded"}}
        """);

    public static JsonObject Assignment(string principal, string role) => Node(
        $$$"""{"name":"{{{principal}}}-{{{role}}}","properties":{"principalId":"{{{principal}}}","roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{{{role}}}"}}""");

    public static JsonObject Usage(string type, string name, int used, int limit, string id = "/x") => Node(
        $$$"""{"id":"{{{id}}}","type":"Microsoft.MachineLearningServices/{{{type}}}/usages","currentValue":{{{used}}},"limit":{{{limit}}},"name":{"value":"{{{name}}}"}}""");

    public static JsonObject Connection(string endpoint, string status = "Approved") => Node(
        $$$$"""{"name":"c","properties":{"privateEndpoint":{"id":"{{{{endpoint}}}}"},"privateLinkServiceConnectionState":{"status":"{{{{status}}}}"}}}""");

    private static JsonObject RegionOf(string name, string paired) => Node(
        $$$"""{"name":"{{{name}}}","displayName":"{{{name}}}","metadata":{"regionType":"Physical","geography":"Europe","pairedRegion":[{"name":"{{{paired}}}"}]}}""");

    public static JsonObject Replica(string region, string status = "Ready") => Node(
        $$$$"""{"name":"{{{{region}}}}","location":"{{{{region}}}}","properties":{"provisioningState":"Succeeded","regionEndpointEnabled":true,"zoneRedundancy":"Enabled","status":{"displayStatus":"{{{{status}}}}"}}}""");

    private static JsonObject Link(string network) => Node($$$$"""{"name":"{{{{network.Split('/')[^1]}}}}","properties":{"virtualNetwork":{"id":"{{{{network}}}}"}}}""");
}
