using System.Text.Json.Nodes;
using AmlDr.Core.Ledger;
using AmlDr.Core.Policies;
using AmlDr.Core.Readiness;
using AmlDr.Core.Readiness.Snapshots;
using static AmlDr.Core.Tests.Readiness.ReadinessWorld;

namespace AmlDr.Core.Tests.Readiness;

/// <summary>What every check says of which world.</summary>
internal static class CheckCases
{
    private const ReadinessVerdict Pass = ReadinessVerdict.Pass;
    private const ReadinessVerdict Warn = ReadinessVerdict.Warn;
    private const ReadinessVerdict Fail = ReadinessVerdict.Fail;
    private const ReadinessVerdict Unknown = ReadinessVerdict.Unknown;
    private static readonly string P = Workspace("primary");
    private static readonly string S = Workspace("secondary");

    public static IReadOnlyList<CheckCase> All { get; } =
    [
        new("workspaces", "as asked", _ => { }, Pass, "Both workspaces exist"),
        new("workspaces", "one region", w => w.Set(S, "location", "West Europe"), Fail, "Both workspaces stand in"),
        new("workspaces", "missing", w => w.Remove(S), Fail, "does not exist"),
        new("workspaces", "failed state", w => w.Set(P, "properties.provisioningState", "Failed"), Fail, "'properties.provisioningState' is 'Failed'"),
        new("workspaces", "no answer", w => w.Break(P), Unknown, "could not be read: 503"),
        new("workspaces", "denied", w => w.Deny(S), Unknown, S),

        new("paired-regions", "as asked", _ => { }, Pass, "are a pair, in Europe"),
        new("paired-regions", "not paired", w => w.SetItem(Regions, "westeurope", "metadata.pairedRegion", new JsonArray(Node("""{"name":"uksouth"}"""))), Warn, "is paired with uksouth, not with northeurope"),
        new("paired-regions", "no pair", w => w.SetItem(Regions, "westeurope", "metadata.pairedRegion", null), Warn, "is paired with no region"),
        new("paired-regions", "other geography", w => w.SetItem(Regions, "northeurope", "metadata.geography", "US"), Warn, "'Europe', northeurope in 'US'"),
        new("paired-regions", "logical region", w => w.SetItem(Regions, "northeurope", "metadata.regionType", "Logical"), Warn, "no physical region"),
        new("paired-regions", "unlisted region", w => w.Set(S, "location", "nowhere"), Unknown, "does not hold 'nowhere'"),
        new("paired-regions", "denied", w => w.Deny(Regions), Unknown, Regions),

        new("one-key-vault", "as asked, other case", w => w.Set(S, "properties.keyVault", Vault.ToUpperInvariant()), Pass, "one vault"),
        new("one-key-vault", "two", w => w.Set(S, "properties.keyVault", Vault + "2"), Fail, "of the secondary " + Vault + "2"),
        new("one-key-vault", "a hub's", w => w.Set(S, "properties.keyVault", null), Unknown, "of the secondary workspace is empty"),
        new("one-key-vault", "denied", w => w.Deny(P), Unknown, P),

        new("key-vault-protection", "as asked", _ => { }, Pass, "Soft delete and purge protection are on"),
        new("key-vault-protection", "no purge protection with a key", w => w.Set(Vault, "properties.enablePurgeProtection", null), Fail, "Customer-managed keys need it"),
        new("key-vault-protection", "no purge protection", w => w.Set(Vault, "properties.enablePurgeProtection", false).Set(P, "properties.encryption", null).Set(S, "properties.encryption", null), Warn, "no purge protection"),
        new("key-vault-protection", "no soft delete", w => w.Set(Vault, "properties.enableSoftDelete", false), Warn, "no soft delete"),
        new("key-vault-protection", "third region", w => w.Set(Vault, "location", "uksouth").Add(Regions, """{"name":"uksouth","metadata":{"pairedRegion":[{"name":"ukwest"}]}}"""), Warn, "away from both workspaces"),
        new("key-vault-protection", "unpaired region", w => w.Set(Vault, "location", "uksouth"), Warn, "paired with no region"),
        new("key-vault-protection", "no access policy", w => w.Set(Vault, "properties.enableRbacAuthorization", false).Set(Vault, "properties.accessPolicies", new JsonArray(Node("""{"objectId":"identity-primary"}"""))), Fail, "none for the secondary's, identity-secondary"),
        new("key-vault-protection", "equal access policies", w => w.Set(Vault, "properties.enableRbacAuthorization", false).Set(Vault, "properties.accessPolicies", new JsonArray(Node("""{"objectId":"identity-primary"}"""), Node("""{"objectId":"IDENTITY-SECONDARY"}"""))), Pass, "same kind of access"),
        new("key-vault-protection", "deleted", w => w.Remove(Vault), Fail, "does not exist"),
        new("key-vault-protection", "denied", w => w.Deny(Vault), Unknown, Vault),

        new("one-container-registry", "as asked", _ => { }, Pass, "one registry"),
        new("one-container-registry", "two", w => w.Set(S, "properties.containerRegistry", Registry + "2"), Fail, "of the secondary " + Registry + "2"),
        new("one-container-registry", "one has none", w => w.Set(S, "properties.containerRegistry", null), Fail, "of the secondary empty"),
        new("one-container-registry", "none yet", w => w.Set(P, "properties.containerRegistry", null).Set(S, "properties.containerRegistry", null), Pass, "Neither workspace has a registry yet"),
        new("one-container-registry", "denied", w => w.Deny(S), Unknown, S),

        new("registry-replication", "as asked", _ => { }, Pass, "a ready replica in each region"),
        new("registry-replication", "home only counts as home", w => w.Drop($"{Registry}/replications", "westeurope"), Pass, "a ready replica in each region"),
        new("registry-replication", "not premium", w => w.Set(Registry, "sku.name", "Standard"), Fail, "tier 'Standard'"),
        new("registry-replication", "no replica", w => w.Drop($"{Registry}/replications", "northeurope"), Fail, "no replica in northeurope"),
        new("registry-replication", "syncing", w => w.SetItem($"{Registry}/replications", "northeurope", "properties.status.displayStatus", "Syncing"), Fail, "'status.displayStatus' is 'Syncing'"),
        new("registry-replication", "endpoint off", w => w.SetItem($"{Registry}/replications", "northeurope", "properties.regionEndpointEnabled", false), Fail, "'regionEndpointEnabled' is false"),
        new("registry-replication", "denied", w => w.Deny($"{Registry}/replications"), Unknown, $"{Registry}/replications"),

        new("separate-storage", "as asked", _ => { }, Pass, "an account of its own"),
        new("separate-storage", "one", w => w.Set(S, "properties.storageAccount", Account("primary").ToUpperInvariant()), Fail, "lose them together"),
        new("separate-storage", "denied", w => w.Deny(P), Unknown, P),

        new("storage-placement", "as asked", _ => { }, Pass, "in its workspace's region"),
        new("storage-placement", "geo-redundant is no fault", w => w.Set(Account("primary"), "sku.name", "Standard_RAGRS"), Pass, "gives no failover of the workspace"),
        new("storage-placement", "elsewhere", w => w.Set(Account("secondary"), "location", "westeurope"), Fail, "stands in westeurope, its workspace in northeurope"),
        new("storage-placement", "premium", w => w.Set(Account("secondary"), "sku.name", "Premium_LRS"), Fail, "not premium"),
        new("storage-placement", "hierarchical", w => w.Set(Account("secondary"), "properties.isHnsEnabled", true), Fail, "hierarchical namespace"),
        new("storage-placement", "denied", w => w.Deny(Account("secondary")), Unknown, Account("secondary")),

        new("data-storage", "as asked", _ => { }, Pass, "survives the loss"),
        new("data-storage", "local", w => w.Set(DataAccount, "sku.name", "Standard_LRS"), Warn, "its data is lost with the region"),
        new("data-storage", "local in the other region", w => w.Set(DataAccount, "sku.name", "Standard_LRS").Set(DataAccount, "location", "northeurope"), Pass, "survives the loss"),
        new("data-storage", "object replication", w => w.Set(DataAccount, "sku.name", "Standard_LRS").Add($"{DataAccount}/objectReplicationPolicies", """{"name":"p"}"""), Pass, "survives the loss"),
        new("data-storage", "duplicated", w => w.Set(DataAccount, "sku.name", "Standard_LRS").SetItem($"{S}/datastores", "lake", "properties.accountName", "other"), Pass, "survives the loss"),
        new("data-storage", "not live", w => w.Set(DataAccount, "properties.geoReplicationStats.status", "Bootstrap"), Warn, "'Bootstrap', not 'Live'"),
        new("data-storage", "no failover", w => w.Set(DataAccount, "properties.geoReplicationStats.canFailover", false), Warn, "cannot be failed over"),
        new("data-storage", "no group", w => w.SetItem($"{P}/datastores", "lake", "properties.resourceGroup", null), Unknown, "without subscription or resource group"),
        new("data-storage", "denied", w => w.Deny(DataAccount), Unknown, DataAccount),

        new("datastores", "as asked", _ => { }, Pass, "has its counterpart"),
        new("datastores", "missing", w => w.Drop($"{S}/datastores", "lake"), Fail, "no datastore 'lake'"),
        new("datastores", "other container", w => w.SetItem($"{S}/datastores", "lake", "properties.containerName", "other"), Fail, "leads to stdata/lake"),
        new("datastores", "other type", w => w.SetItem($"{S}/datastores", "lake", "properties.datastoreType", "AzureFile"), Fail, "'AzureFile' in the secondary"),
        new("datastores", "mapped", w => Policy(w, p => p with { Maps = p.Maps with { StorageAccounts = new Dictionary<string, string> { ["stdata"] = "stother" } } }).SetItem($"{S}/datastores", "lake", "properties.accountName", "stother"), Pass, "has its counterpart"),
        new("datastores", "excluded", w => Policy(w, p => p with { Exclude = [new AssetFilter("datastore", "lake")] }).Drop($"{S}/datastores", "lake"), Pass, "has its counterpart"),
        new("datastores", "denied", w => w.Deny($"{S}/datastores"), Unknown, $"{S}/datastores"),

        new("application-insights", "as asked", _ => { }, Pass, "a component in its region"),
        new("application-insights", "one", w => w.Set(S, "properties.applicationInsights", Insights("primary")), Fail, "Both workspaces send to"),
        new("application-insights", "none", w => w.Set(S, "properties.applicationInsights", null), Fail, "secondary workspace has no Application Insights"),
        new("application-insights", "elsewhere", w => w.Set(Insights("secondary"), "location", "westeurope"), Fail, "stands in westeurope"),
        new("application-insights", "shorter", w => w.Set(Insights("secondary"), "properties.RetentionInDays", 30), Warn, "the secondary's 30"),
        new("application-insights", "denied", w => w.Deny(Insights("secondary")), Unknown, Insights("secondary")),

        new("computes", "as asked", _ => { }, Pass, "has its counterpart"),
        new("computes", "missing", w => w.Drop($"{S}/computes", "cluster"), Fail, "no compute 'cluster' (AmlCompute)"),
        new("computes", "mapped", w => Policy(w, p => p with { Maps = p.Maps with { Computes = new Dictionary<string, string> { ["cluster"] = "kim" } } }).Drop($"{S}/computes", "cluster"), Pass, "has its counterpart"),
        new("computes", "failed", w => w.SetItem($"{S}/computes", "cluster", "properties.provisioningState", "Failed"), Fail, "has failed"),
        new("computes", "instance", w => w.Drop($"{S}/computes", "kim"), Warn, "1 compute instances have no namesake"),
        new("computes", "denied", w => w.Deny($"{P}/computes"), Unknown, $"{P}/computes"),

        new("quota", "as asked", _ => { }, Pass, "The free quota suffices"),
        new("quota", "exactly enough", w => w.Lists("usages", Usage("totalCores", "Clusters", 1, 100), Usage("dedicatedCores", "Total", 0, 120), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 120)), Pass, "The free quota suffices"),
        new("quota", "one core short by the reserve for upgrades", w => w.Lists("usages", Usage("totalCores", "Clusters", 1, 100), Usage("dedicatedCores", "Total", 0, 200), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 119)), Fail, "120 more are needed; 0 of 119"),
        new("quota", "in use", w => w.Lists("usages", Usage("dedicatedCores", "Total cores", 950, 1000), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 1000)), Fail, "Total cores: 120 more are needed; 950 of 1000"),
        new("quota", "of the workspace", w => w.Lists("usages", Usage("dedicatedCores", "Total", 0, 1000), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 1000), Usage("workspaces", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 50, S + "/usages/x"), Usage("workspaces", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 1, P + "/usages/x")), Fail, "120 more are needed; 0 of 50"),
        new("quota", "low priority has its own limit", w => w.Lists($"{P}/computes", Cluster("cluster", 300, "LowPriority")), Fail, "LowPriority Regional vCPUs: 1200 more are needed"),
        new("quota", "nodes that run already", w => w.SetItem($"{S}/computes", "cluster", "properties.properties.currentNodeCount", 20).Lists("usages", Usage("dedicatedCores", "Total", 80, 120), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 80, 120)), Pass, "The free quota suffices"),
        new("quota", "number of clusters", w => w.Lists($"{S}/onlineDeployments").Lists("usages", Usage("totalCores", "Clusters", 5, 5), Usage("dedicatedCores", "Total", 0, 1000), Usage("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 1000)), Fail, "Clusters: 1 more are needed"),
        new("quota", "size not offered", w => w.Lists("vmSizes"), Fail, "does not offer 'Standard_DS3_v2'"),
        new("quota", "size mapped", w => Policy(w, p => p with { Maps = p.Maps with { Sizes = new Dictionary<string, string> { ["standard_ds3_v2"] = "Big" } } }).Lists("vmSizes", Node("""{"name":"Big","family":"standardDSv2Family","vCPUs":2}""")), Pass, "The free quota suffices"),
        new("quota", "no row", w => w.Lists("usages", Usage("dedicatedCores", "Total", 0, 1000)), Unknown, "no row for 'family standarddsv2family'"),
        new("quota", "denied", w => w.Deny("usages"), Unknown, "usages"),

        new("aml-registries", "as asked", _ => { }, Pass, "in both regions"),
        new("aml-registries", "one region", w => w.SetItem("registries", "shared", "properties.regionDetails", new JsonArray(Node("""{"location":"westeurope"}"""))), Warn, "is in westeurope, not in northeurope"),
        new("aml-registries", "a second one", w => w.Add("registries", """{"name":"west","properties":{"regionDetails":[{"location":"westeurope"}]}}"""), Pass, "in both regions"),
        new("aml-registries", "named and missing", w => w.Lists("registries"), Fail, "'shared', which the policy names"),
        new("aml-registries", "denied", w => w.Deny("registries"), Unknown, "registries"),

        new("kubernetes", "as asked", _ => { }, Pass, "in several zones"),
        new("kubernetes", "one cluster", w => w.SetItem($"{S}/computes", "k8s", "properties.resourceId", SecondaryCluster.Replace("secondary", "primary", StringComparison.Ordinal)), Warn, "lose it together"),
        new("kubernetes", "elsewhere", w => w.Set(SecondaryCluster, "location", "westeurope"), Warn, "stands in westeurope"),
        new("kubernetes", "no zones", w => w.Set(SecondaryCluster, "properties.agentPoolProfiles", new JsonArray(Node("""{"name":"pool"}"""))), Warn, "no availability zones: pool"),
        new("kubernetes", "not attached", w => w.Drop($"{S}/computes", "k8s"), Warn, "no cluster attached as 'k8s'"),
        new("kubernetes", "not AKS", w => w.SetItem($"{S}/computes", "k8s", "properties.resourceId", "/subscriptions/s/x/connectedClusters/arc"), Unknown, "is not AKS"),
        new("kubernetes", "denied", w => w.Deny(SecondaryCluster), Unknown, SecondaryCluster),

        new("customer-managed-data", "as asked", _ => { }, Pass, "No compute or datastore"),
        new("customer-managed-data", "databricks", w => w.Add($"{P}/computes", """{"name":"dbx","properties":{"computeType":"Databricks"}}"""), Unknown, "compute 'dbx' (Databricks)"),
        new("customer-managed-data", "one lake", w => w.Add($"{P}/datastores", """{"name":"fabric","properties":{"datastoreType":"OneLake"}}"""), Unknown, "datastore 'fabric' (OneLake)"),
        new("customer-managed-data", "denied", w => w.Deny($"{P}/datastores"), Unknown, $"{P}/datastores"),

        new("cosmos-db", "as asked", _ => { }, Pass, "several regions or zones"),
        new("cosmos-db", "one region", w => w.SetItem(Cosmos, "cosmos-secondary", "properties.locations", new JsonArray(Node("""{"locationName":"northeurope"}"""))), Warn, "in one region, without zones"),
        new("cosmos-db", "one region with zones", w => w.SetItem(Cosmos, "cosmos-secondary", "properties.locations", new JsonArray(Node("""{"locationName":"northeurope","isZoneRedundant":true}"""))), Pass, "several regions or zones"),
        new("cosmos-db", "no failover", w => w.SetItem(Cosmos, "cosmos-secondary", "properties.enableAutomaticFailover", false), Warn, "does not fail over by itself"),
        new("cosmos-db", "service-side", w => w.Set(P, "properties.enableServiceSideCMKEncryption", true).Set(S, "properties.enableServiceSideCMKEncryption", true), Pass, "No workspace keeps its data"),
        new("cosmos-db", "group not named", w => w.Set(S, "properties.serviceProvisionedResourceGroup", null), Unknown, "names no 'properties.serviceProvisionedResourceGroup'"),
        new("cosmos-db", "denied", w => w.Deny(Cosmos), Unknown, Cosmos),

        new("customer-managed-key", "as asked", _ => { }, Pass, "in vaults that exist"),
        new("customer-managed-key", "one encrypted", w => w.Set(S, "properties.encryption", null), Warn, "The primary is encrypted"),
        new("customer-managed-key", "other vault", w => w.Set(S, "properties.encryption.keyVaultProperties.keyIdentifier", "https://other.vault.azure.net/keys/k/1"), Warn, "is not in its vault"),
        new("customer-managed-key", "vault deleted", w => w.Remove(Vault), Fail, "does not exist"),
        new("customer-managed-key", "no key named", w => w.Set(S, "properties.encryption.keyVaultProperties", null), Warn, "names no key"),
        new("customer-managed-key", "denied", w => w.Deny(Vault), Unknown, Vault),

        new("role-assignments", "as asked", _ => { }, Pass, "has it in the secondary"),
        new("role-assignments", "user missing", w => w.Drop(Roles(S), "kim-reader"), Fail, "the principal kim has no assignment of the role reader"),
        new("role-assignments", "other condition", w => w.SetItem(Roles(P), "kim-reader", "properties.condition", "@x"), Fail, "with the same condition"),
        new("role-assignments", "identity at its storage", w => w.Lists(Roles(Account("secondary"))), Fail, "At 'storageAccount' of the secondary"),
        new("role-assignments", "identity at the shared vault", w => w.Drop(Roles(Vault), "identity-secondary-secrets"), Fail, "the principal identity-secondary has no assignment of the role secrets"),
        new("role-assignments", "more in the secondary", w => w.Add(Roles(S), Assignment("lee", "owner").ToJsonString()), Pass, "has it in the secondary"),
        new("role-assignments", "denied", w => w.Deny(Roles(S)), Unknown, Roles(S)),

        new("private-endpoints", "as asked", _ => { }, Pass, "has one in the secondary's"),
        new("private-endpoints", "none", w => w.Lists($"{S}/privateEndpointConnections"), Fail, "no approved private endpoint in northeurope"),
        new("private-endpoints", "pending", w => w.Lists($"{S}/privateEndpointConnections", Connection(PrivateEndpoint("secondary", "workspace"), "Pending")), Fail, "no approved private endpoint in northeurope"),
        new("private-endpoints", "in the primary's region", w => w.Set(PrivateEndpoint("secondary", "workspace"), "location", "westeurope"), Fail, "no approved private endpoint in northeurope"),
        new("private-endpoints", "other group", w => w.Set(PrivateEndpoint("secondary", "workspace"), "properties.privateLinkServiceConnections", new JsonArray(Node("""{"properties":{"groupIds":["x"]}}"""))), Fail, "gives access to 'amlworkspace'"),
        new("private-endpoints", "no endpoint of the shared vault near", w => w.Set(PrivateEndpoint("secondary", "vault"), "location", "westeurope"), Fail, "'keyVault' (kv) of the secondary has no approved private endpoint"),
        new("private-endpoints", "storage without file", w => w.Set(PrivateEndpoint("primary", "blob"), "properties.privateLinkServiceConnections", new JsonArray(Node("""{"properties":{"groupIds":["blob","file"]}}"""))), Fail, "gives access to 'file'"),
        new("private-endpoints", "computes in the lost network", w => w.Set(SecondaryNetwork, "location", "westeurope"), Fail, "the network vnet-secondary of westeurope"),
        new("private-endpoints", "open", Open, Pass, "have no private endpoints"),
        new("private-endpoints", "denied", w => w.Deny(PrivateEndpoint("secondary", "workspace")), Unknown, PrivateEndpoint("secondary", "workspace")),

        new("private-dns", "as asked", _ => { }, Pass, "linked to the networks of both"),
        new("private-dns", "not linked", w => w.Drop($"{Zone}/virtualNetworkLinks", "vnet-secondary"), Warn, "not linked to the network vnet-secondary"),
        new("private-dns", "no record", w => w.Lists($"{Zone}/A", Node("""{"name":"guid-primary.workspace.westeurope"}""")), Warn, "no record 'guid-secondary.workspace.northeurope'"),
        new("private-dns", "own servers", w => w.Lists($"{PrivateEndpoint("secondary", "workspace")}/privateDnsZoneGroups"), Unknown, "registers itself with a zone"),
        new("private-dns", "open", Open, Pass, "No workspace has a private endpoint"),
        new("private-dns", "denied", w => w.Deny($"{Zone}/virtualNetworkLinks"), Unknown, $"{Zone}/virtualNetworkLinks"),

        new("network-posture", "as asked", _ => { }, Pass, "are alike"),
        new("network-posture", "open secondary", w => w.Set(S, "properties.publicNetworkAccess", "Enabled"), Fail, "'Disabled' in the primary and 'Enabled' in the secondary"),
        new("network-posture", "isolation", w => w.Set(S, "properties.managedNetwork.isolationMode", "AllowInternetOutbound"), Fail, "'properties.managedNetwork.isolationMode'"),
        new("network-posture", "not provisioned", w => w.Set(S, "properties.managedNetwork.status.status", "Inactive"), Fail, "WorkspaceManagedNetworkNotReady"),
        new("network-posture", "rule missing", w => w.Drop($"{S}/outboundRules", "pypi"), Fail, "no outbound rule like the primary's 'pypi'"),
        new("network-posture", "rule to another store", w => w.SetItem($"{S}/outboundRules", "store", "properties.destination.serviceResourceId", DataAccount), Fail, "like the primary's 'store'"),
        new("network-posture", "denied", w => w.Deny($"{S}/outboundRules"), Unknown, $"{S}/outboundRules"),

        new("image-build", "as asked", _ => { }, Pass, "has a compute that builds images"),
        new("image-build", "none", w => w.Set(S, "properties.imageBuildCompute", null), Warn, "names no 'properties.imageBuildCompute'"),
        new("image-build", "gone", w => w.Set(S, "properties.imageBuildCompute", "gone"), Warn, "has no such compute"),
        new("image-build", "open", Open, Pass, "The secondary is open"),
        new("image-build", "denied", w => w.Deny($"{S}/privateEndpointConnections"), Unknown, $"{S}/privateEndpointConnections"),

        new("zones", "as asked", _ => { }, Pass, "zone-redundant"),
        new("zones", "storage", w => w.Set(Account("secondary"), "sku.name", "Standard_LRS"), Warn, "in one zone"),
        new("zones", "registry", w => w.SetItem($"{Registry}/replications", "northeurope", "properties.zoneRedundancy", "Disabled"), Warn, "no zone redundancy in northeurope"),
        new("zones", "denied", w => w.Deny(Registry), Unknown, Registry),

        new("assets", "as asked", _ => { }, Pass, "3 versions are mirrored"),
        new("assets", "failed", w => Mirrored(w, "model", AssetState.Failed, 2), Fail, "2 of kind 'model' failed"),
        new("assets", "refused", w => Mirrored(w, "environment", AssetState.Refused, 1), Fail, "1 of kind 'environment' failed or were refused"),
        new("assets", "open", w => Mirrored(w, "data", AssetState.Pending, 4), Warn, "4 of kind 'data' are not mirrored yet"),
        new("assets", "never swept", w => w.Mirror = w.Mirror with { LastSweepEndedAt = null }, Unknown, "No sweep has ended yet"),
        new("assets", "swept long ago", w => w.Mirror = w.Mirror with { LastSweepEndedAt = Now.AddHours(-25) }, Unknown, "more than a day before"),
        new("assets", "denied", w => w.Deny("mirror"), Unknown, "mirror"),

        new("tiers", "as asked", _ => { }, Pass, "as its tier says"),
        new("tiers", "hot, too small", w => Tiers(w, Tier.Hot), Fail, "has 1 instances in the secondary; its tier Hot asks for 10"),
        new("tiers", "hot, scaled by itself", w => Tiers(w, Tier.Hot).Add($"{P}/autoscale", Autoscale(P)).Add($"{S}/autoscale", Autoscale(S)), Pass, "as its tier says"),
        new("tiers", "hot, scaled on one side", w => Tiers(w, Tier.Hot).Add($"{P}/autoscale", Autoscale(P)), Fail, "asks for 10"),
        new("tiers", "warm, not deployed", w => w.Lists($"{S}/onlineDeployments"), Fail, "no onlineDeployment 'score/blue', whose tier is Warm"),
        new("tiers", "cold, not deployed", w => Tiers(w, Tier.Cold).Lists($"{S}/onlineDeployments").Lists($"{S}/onlineEndpoints"), Pass, "as its tier says"),
        new("tiers", "endpoint missing", w => w.Lists($"{S}/batchEndpoints"), Fail, "no batchEndpoint 'batch'"),
        new("tiers", "failed", w => w.SetItem($"{S}/onlineDeployments", "blue", "properties.provisioningState", "Failed"), Fail, "'properties.provisioningState' is 'Failed'"),
        new("tiers", "traffic", w => w.SetItem($"{S}/onlineEndpoints", "score", "properties.traffic", Node("""{"blue":90}""")), Fail, "sums to 90"),
        new("tiers", "denied", w => w.Deny($"{S}/onlineDeployments"), Unknown, $"{S}/onlineDeployments"),

        new("notebooks", "as asked", _ => { }, Pass, "copied within the last day"),
        new("notebooks", "never", w => w.Mirror = w.Mirror with { NotebooksCopiedAt = null }, Warn, "never copied whole"),
        new("notebooks", "long ago", w => w.Mirror = w.Mirror with { NotebooksCopiedAt = Now.AddDays(-2) }, Warn, "more than a day before"),
        new("notebooks", "left out", w => Policy(w, p => p with { Notebooks = false }), Warn, "'notebooks' is false"),
        new("notebooks", "denied", w => w.Deny("mirror"), Unknown, "mirror"),

        new("jobs", "as asked", _ => { }, Pass, "1 jobs that have not ended are kept"),
        new("jobs", "none", w => w.RunningJobs.Clear(), Pass, "No job is running"),
        new("jobs", "not captured", w => w.RunningJobs.Add("job-2"), Warn, "1 of 2 jobs that have not ended are not captured: job-2"),
        new("jobs", "left out", w => Policy(w, p => p with { Jobs = false }), Warn, "'jobs' is false"),
        new("jobs", "denied", w => w.Deny("jobs"), Unknown, "jobs"),

        new("hard-coded-references", "as asked", _ => { }, Pass, "None of 5"),
        new("hard-coded-references", "found", w => w.References = new ReferenceScan(5, ["components/x: properties.code"], 1), Warn, "components/x: properties.code"),
        new("hard-coded-references", "denied", w => w.Deny("references"), Unknown, "references"),

        new("deleted-names", "as asked", _ => { }, Pass, "not blocked"),
        new("deleted-names", "deleted", w => w.Remove(S).Deleted.Add(new DeletedWorkspace(S.ToUpperInvariant(), "mlw-secondary", null, null, null, "listed")), Fail, "is soft-deleted; its name is blocked"),
        new("deleted-names", "gone", w => w.Remove(S), Unknown, "cannot be read for certain"),
        new("deleted-names", "list refused while both stand", w => w.Deny("deleted workspaces"), Pass, "not blocked"),
        new("deleted-names", "denied", w => w.Remove(S).Deny("deleted workspaces"), Unknown, "deleted workspaces"),
    ];

    private static string Regions => "/subscriptions/11111111-1111-1111-1111-111111111111/locations";

    private static ReadinessWorld Policy(ReadinessWorld world, Func<PairPolicy, PairPolicy> change)
    {
        world.Pair = world.Pair with { Policy = change(world.Pair.Policy) };
        return world;
    }

    private static ReadinessWorld Tiers(ReadinessWorld world, Tier tier) => Policy(world, policy => policy with { DefaultTier = tier });

    private static string Autoscale(string workspace) =>
        $$$"""{"name":"a","properties":{"targetResourceUri":"{{{workspace}}}/onlineEndpoints/score/deployments/blue"}}""";

    private static void Mirrored(ReadinessWorld world, string kind, AssetState state, int count) => world.Mirror = world.Mirror with
    {
        Assets = new Dictionary<string, IReadOnlyDictionary<AssetState, int>> { [kind] = new Dictionary<AssetState, int> { [state] = count } },
    };

    private static void Open(ReadinessWorld world)
    {
        foreach (string side in new[] { "primary", "secondary" })
        {
            world.Lists($"{Workspace(side)}/privateEndpointConnections")
                .Set(Workspace(side), "properties.publicNetworkAccess", "Enabled")
                .Set(Account(side), "properties.privateEndpointConnections", null);
        }

        world.Set(Vault, "properties.privateEndpointConnections", null).Set(Registry, "properties.privateEndpointConnections", null);
    }
}
