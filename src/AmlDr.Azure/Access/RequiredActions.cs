namespace AmlDr.Azure.Access;

/// <summary>
/// Every permission that the app needs, by feature and by where. The custom roles of <c>infra/roles.json</c> grant these and no others. Whoever adds a
/// call to Azure adds its action here and there.
/// </summary>
/// <remarks>
/// Sources: <c>facts/aml-rest.md</c> section 9 and the published list "Azure permissions for AI + machine learning". Spelling and case are the list's;
/// Azure compares without case. The list of 2024-02 has neither <c>marketplaceSubscriptions</c> nor versions of feature sets and entities; their
/// actions follow the published REST paths (unconfirmed).
/// </remarks>
public static class RequiredActions
{
    private const string Services = "Microsoft.MachineLearningServices/";
    private const string Workspaces = Services + "workspaces/";
    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";
    private const string Files = "Microsoft.Storage/storageAccounts/fileServices/";

    /// <summary>Lists and reads of the sweep, the mirror, the audit and the failover's plan.</summary>
    public static ActionGroup MirrorRead { get; } = new(
        nameof(MirrorRead),
        [AccessScope.SourceWorkspace, AccessScope.TargetWorkspace],
        [
            Workspaces + "batchEndpoints/deployments/read",
            Workspaces + "batchEndpoints/read",
            Workspaces + "codes/read",
            Workspaces + "codes/versions/read",
            Workspaces + "components/read",
            Workspaces + "components/versions/read",
            Workspaces + "computes/read",
            Workspaces + "connections/read",
            Workspaces + "data/read",
            Workspaces + "data/versions/read",
            Workspaces + "datastores/read",
            Workspaces + "environments/read",
            Workspaces + "environments/versions/read",
            Workspaces + "featuresets/read",
            Workspaces + "featuresets/versions/read",
            Workspaces + "featurestoreentities/read",
            Workspaces + "featurestoreentities/versions/read",
            Workspaces + "jobs/read",
            Workspaces + "marketplaceSubscriptions/read",
            Workspaces + "models/read",
            Workspaces + "models/versions/read",
            Workspaces + "onlineendpoints/deployments/operationresults/read",
            Workspaces + "onlineendpoints/deployments/operationsstatus/read",
            Workspaces + "onlineEndpoints/deployments/read",
            Workspaces + "onlineendpoints/operationresults/read",
            Workspaces + "onlineendpoints/operationsstatus/read",
            Workspaces + "onlineEndpoints/read",
            Workspaces + "read",
            Workspaces + "schedules/read",
            Workspaces + "serverlessEndpoints/read",
        ],
        []);

    /// <summary>Read right before a write and never kept; granted only where the pair mirrors secrets.</summary>
    public static ActionGroup MirrorSecrets { get; } = new(
        nameof(MirrorSecrets),
        [AccessScope.SourceWorkspace],
        [
            Workspaces + "batchEndpoints/listKeys/action",
            Workspaces + "connections/listsecrets/action",
            Workspaces + "datastores/listsecrets/action",
            Workspaces + "onlineendpoints/listkeys/action",
        ],
        []);

    /// <summary>The mirror's writes, and at a failover capacity, traffic and schedules.</summary>
    public static ActionGroup MirrorWrite { get; } = new(
        nameof(MirrorWrite),
        [AccessScope.TargetWorkspace],
        [
            Workspaces + "batchEndpoints/deployments/write",
            Workspaces + "batchEndpoints/write",
            Workspaces + "codes/versions/write",
            Workspaces + "codes/write",
            Workspaces + "components/versions/write",
            Workspaces + "components/write",
            Workspaces + "computes/write",
            Workspaces + "connections/write",
            Workspaces + "data/versions/write",
            Workspaces + "data/write",
            Workspaces + "datastores/write",
            Workspaces + "environments/versions/write",
            Workspaces + "environments/write",
            Workspaces + "featuresets/versions/write",
            Workspaces + "featuresets/write",
            Workspaces + "featurestoreentities/versions/write",
            Workspaces + "featurestoreentities/write",
            Workspaces + "marketplaceSubscriptions/write",
            Workspaces + "models/versions/write",
            Workspaces + "models/write",
            Workspaces + "onlineEndpoints/deployments/write",
            Workspaces + "onlineEndpoints/write",
            Workspaces + "schedules/write",
            Workspaces + "serverlessEndpoints/write",
        ],
        []);

    /// <summary>Gives the secondary's online endpoints the keys of the primary's; granted only where the pair mirrors secrets.</summary>
    public static ActionGroup MirrorKeys { get; } = new(
        nameof(MirrorKeys),
        [AccessScope.TargetWorkspace],
        [
            Workspaces + "onlineendpoints/listkeys/action",
            Workspaces + "onlineEndpoints/regenerateKeys/action",
        ],
        []);

    /// <summary>Granted only where the pair's policy deletes; the default policy keeps.</summary>
    public static ActionGroup MirrorDelete { get; } = new(
        nameof(MirrorDelete),
        [AccessScope.TargetWorkspace],
        [
            Workspaces + "batchEndpoints/delete",
            Workspaces + "batchEndpoints/deployments/delete",
            Workspaces + "codes/versions/delete",
            Workspaces + "components/versions/delete",
            Workspaces + "computes/delete",
            Workspaces + "connections/delete",
            Workspaces + "data/versions/delete",
            Workspaces + "datastores/delete",
            Workspaces + "environments/versions/delete",
            Workspaces + "featuresets/delete",
            Workspaces + "featuresets/versions/delete",
            Workspaces + "featurestoreentities/delete",
            Workspaces + "featurestoreentities/versions/delete",
            Workspaces + "models/versions/delete",
            Workspaces + "onlineEndpoints/delete",
            Workspaces + "onlineEndpoints/deployments/delete",
            Workspaces + "schedules/delete",
            Workspaces + "serverlessEndpoints/delete",
        ],
        []);

    /// <summary>Autoscale of online deployments is a resource of its own, next to the workspace.</summary>
    public static ActionGroup AutoscaleRead { get; } = new(
        nameof(AutoscaleRead),
        [AccessScope.SourceResourceGroup, AccessScope.TargetResourceGroup],
        [
            "Microsoft.Insights/autoscalesettings/read",
        ],
        []);

    /// <summary>Mirrors autoscale settings.</summary>
    public static ActionGroup AutoscaleWrite { get; } = new(
        nameof(AutoscaleWrite),
        [AccessScope.TargetResourceGroup],
        [
            "Microsoft.Insights/autoscalesettings/write",
        ],
        []);

    /// <summary>These addresses lie under the subscription, not under the workspace.</summary>
    public static ActionGroup RegionRead { get; } = new(
        nameof(RegionRead),
        [AccessScope.Subscription],
        [
            Services + "locations/computeoperationsstatus/read",
            Services + "locations/mfeOperationResults/read",
            Services + "locations/mfeOperationsStatus/read",
            Services + "locations/usages/read",
            Services + "locations/vmsizes/read",
            "Microsoft.Resources/subscriptions/locations/read",
        ],
        []);

    /// <summary>Lists and reads source files; lets the destination account read them.</summary>
    public static ActionGroup BlobSource { get; } = new(
        nameof(BlobSource),
        [AccessScope.SourceStorage],
        [
            "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
            "Microsoft.Storage/storageAccounts/read",
        ],
        [
            Blobs + "read",
        ]);

    /// <summary>Copies, verifies and looks before it writes.</summary>
    public static ActionGroup BlobTarget { get; } = new(
        nameof(BlobTarget),
        [AccessScope.TargetStorage],
        [
            "Microsoft.Storage/storageAccounts/read",
        ],
        [
            Blobs + "read",
            Blobs + "write",
        ]);

    /// <summary>Lists and reads notebooks.</summary>
    public static ActionGroup NotebookSource { get; } = new(
        nameof(NotebookSource),
        [AccessScope.SourceStorage],
        [],
        [
            Files + "fileshares/files/read",
            Files + "readFileBackupSemantics/action",
        ]);

    /// <summary>Copies notebooks.</summary>
    public static ActionGroup NotebookTarget { get; } = new(
        nameof(NotebookTarget),
        [AccessScope.TargetStorage],
        [],
        [
            Files + "fileshares/files/delete",
            Files + "fileshares/files/read",
            Files + "fileshares/files/write",
            Files + "readFileBackupSemantics/action",
            Files + "writeFileBackupSemantics/action",
        ]);

    /// <summary>Catalog, ledger, leases, reports.</summary>
    public static ActionGroup ControlStore { get; } = new(
        nameof(ControlStore),
        [AccessScope.ControlStore],
        [],
        [
            Blobs + "delete",
            Blobs + "read",
            Blobs + "write",
        ]);

    /// <summary>The sweep drains the container.</summary>
    public static ActionGroup DeadLetters { get; } = new(
        nameof(DeadLetters),
        [AccessScope.DeadLetters],
        [],
        [
            Blobs + "delete",
            Blobs + "read",
        ]);

    /// <summary>Data Protection keys, encrypted by the key in Key Vault.</summary>
    public static ActionGroup KeyRingStore { get; } = new(
        nameof(KeyRingStore),
        [AccessScope.KeyRing],
        [],
        [
            Blobs + "read",
            Blobs + "write",
        ]);

    /// <summary>Works also while a failed-over vault is read-only.</summary>
    public static ActionGroup KeyRingKey { get; } = new(
        nameof(KeyRingKey),
        [AccessScope.KeyVault],
        [],
        [
            "Microsoft.KeyVault/vaults/keys/unwrap/action",
            "Microsoft.KeyVault/vaults/keys/wrap/action",
        ]);

    /// <summary>One read per readiness check (facts/aml-rest.md section 8).</summary>
    public static ActionGroup ReadinessRead { get; } = new(
        nameof(ReadinessRead),
        [AccessScope.AssociatedResources],
        [
            "Microsoft.Authorization/roleAssignments/read",
            "Microsoft.ContainerRegistry/registries/read",
            "Microsoft.ContainerRegistry/registries/replications/read",
            "Microsoft.ContainerService/managedClusters/read",
            "Microsoft.DocumentDB/databaseAccounts/read",
            "Microsoft.Insights/components/read",
            "Microsoft.KeyVault/vaults/read",
            Services + "registries/read",
            Workspaces + "outboundRules/read",
            Workspaces + "privateEndpointConnections/read",
            Workspaces + "read",
            "Microsoft.Network/privateDnsZones/A/read",
            "Microsoft.Network/privateDnsZones/virtualNetworkLinks/read",
            "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/read",
            "Microsoft.Network/privateEndpoints/read",
            "Microsoft.Network/virtualNetworks/read",
            "Microsoft.Storage/storageAccounts/objectReplicationPolicies/read",
            "Microsoft.Storage/storageAccounts/read",
        ],
        []);

    /// <summary>A planned failover stops the primary's schedules.</summary>
    public static ActionGroup FailoverDrain { get; } = new(
        nameof(FailoverDrain),
        [AccessScope.SourceWorkspace],
        [
            Workspaces + "schedules/write",
        ],
        []);

    /// <summary>Scoring requests, resubmission of jobs, clean-up after a drill. Capacity, traffic and schedules are in MirrorWrite.</summary>
    public static ActionGroup FailoverActivate { get; } = new(
        nameof(FailoverActivate),
        [AccessScope.TargetWorkspace],
        [
            Workspaces + "batchEndpoints/delete",
            Workspaces + "batchEndpoints/deployments/delete",
            Workspaces + "batchEndpoints/listKeys/action",
            Workspaces + "environments/build/action",
            Workspaces + "environments/readSecrets/action",
            Workspaces + "jobs/cancel/action",
            Workspaces + "jobs/write",
            Workspaces + "metadata/artifacts/write",
            Workspaces + "onlineEndpoints/delete",
            Workspaces + "onlineEndpoints/deployments/delete",
            Workspaces + "onlineendpoints/listkeys/action",
            Workspaces + "onlineEndpoints/score/action",
            Workspaces + "onlineendpoints/token/action",
            Workspaces + "serverlessEndpoints/delete",
        ],
        []);

    /// <summary>Publishes to a registry; the actions follow the published REST paths (unconfirmed). Granted only where the pair uses one.</summary>
    public static ActionGroup MirrorPublish { get; } = new(
        nameof(MirrorPublish),
        [AccessScope.SourceWorkspace],
        [
            Workspaces + "components/versions/publish/action",
            Workspaces + "data/versions/publish/action",
            Workspaces + "environments/versions/publish/action",
            Workspaces + "models/versions/publish/action",
        ],
        []);

    /// <summary>Assets of every kind are one to a registry's roles. Granted only where a registry is named.</summary>
    public static ActionGroup RegistryTransport { get; } = new(
        nameof(RegistryTransport),
        [AccessScope.Registry],
        [
            Services + "registries/assets/read",
            Services + "registries/assets/write",
            Services + "registries/read",
        ],
        []);

    /// <summary>Granted only at identities that the policy maps to.</summary>
    public static ActionGroup IdentityAssign { get; } = new(
        nameof(IdentityAssign),
        [AccessScope.Identity],
        [
            "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
        ],
        []);

    /// <summary>Granted only at networks that the policy maps to.</summary>
    public static ActionGroup SubnetJoin { get; } = new(
        nameof(SubnetJoin),
        [AccessScope.Subnet],
        [
            "Microsoft.Network/virtualNetworks/subnets/join/action",
            "Microsoft.Network/virtualNetworks/subnets/read",
        ],
        []);

    /// <summary>The switch, by Azure Front Door.</summary>
    public static ActionGroup TrafficFrontDoor { get; } = new(
        nameof(TrafficFrontDoor),
        [AccessScope.FrontDoor],
        [
            "Microsoft.Cdn/profiles/originGroups/origins/read",
            "Microsoft.Cdn/profiles/originGroups/origins/write",
        ],
        []);

    /// <summary>The switch, by Traffic Manager.</summary>
    public static ActionGroup TrafficManager { get; } = new(
        nameof(TrafficManager),
        [AccessScope.TrafficManager],
        [
            "Microsoft.Network/trafficManagerProfiles/azureEndpoints/read",
            "Microsoft.Network/trafficManagerProfiles/azureEndpoints/write",
            "Microsoft.Network/trafficManagerProfiles/externalEndpoints/read",
            "Microsoft.Network/trafficManagerProfiles/externalEndpoints/write",
            "Microsoft.Network/trafficManagerProfiles/read",
        ],
        []);

    /// <summary>The switch, by a CNAME record.</summary>
    public static ActionGroup TrafficDns { get; } = new(
        nameof(TrafficDns),
        [AccessScope.DnsZone],
        [
            "Microsoft.Network/dnsZones/CNAME/read",
            "Microsoft.Network/dnsZones/CNAME/write",
        ],
        []);

    /// <summary>The switch, by a blob that names the workspace.</summary>
    public static ActionGroup TrafficPointer { get; } = new(
        nameof(TrafficPointer),
        [AccessScope.PointerContainer],
        [],
        [
            Blobs + "delete",
            Blobs + "read",
            Blobs + "write",
        ]);

    /// <summary>All groups.</summary>
    public static IReadOnlyList<ActionGroup> All { get; } =
    [
        MirrorRead, MirrorSecrets, MirrorWrite, MirrorKeys, MirrorDelete, AutoscaleRead, AutoscaleWrite, RegionRead, BlobSource,
        BlobTarget, NotebookSource, NotebookTarget, ControlStore, DeadLetters, KeyRingStore, KeyRingKey, ReadinessRead,
        FailoverDrain, FailoverActivate, MirrorPublish, RegistryTransport, IdentityAssign, SubnetJoin, TrafficFrontDoor,
        TrafficManager, TrafficDns, TrafficPointer,
    ];
}
