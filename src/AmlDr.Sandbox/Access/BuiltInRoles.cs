namespace AmlDr.Sandbox.Access;

/// <summary>Azure's own roles, those that matter to AML, its storage and what steers traffic, with their published ids and actions.</summary>
internal static class BuiltInRoles
{
    private const string Aml = "Microsoft.MachineLearningServices/workspaces";

    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices";

    private const string Files = "Microsoft.Storage/storageAccounts/fileServices";

    private const string DelegationKey = Blobs + "/generateUserDelegationKey/action";

    // What most service roles have besides their own actions.
    private static readonly string[] Common =
        ["Microsoft.Authorization/*/read", "Microsoft.Insights/alertRules/*", "Microsoft.Resources/deployments/*", "Microsoft.Resources/subscriptions/resourceGroups/read"];

    public static IReadOnlyList<BuiltInRole> All { get; } =
    [
        new("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "*"),
        new("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", "*")
        {
            NotActions =
            [
                "Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action",
            ],
        },
        new("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "*/read"),
        new("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator", "*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"),
        new("f6c7c914-8db3-469d-8ca1-694a8f32e121", "AzureML Data Scientist", Aml + "/*/read", Aml + "/*/action", Aml + "/*/delete", Aml + "/*/write")
        {
            NotActions =
            [
                Aml + "/delete", Aml + "/write", Aml + "/computes/*/write", Aml + "/computes/*/delete", Aml + "/computes/listKeys/action",
                Aml + "/listKeys/action", Aml + "/hubs/write", Aml + "/hubs/delete", Aml + "/featurestores/write", Aml + "/featurestores/delete",
            ],
        },
        new("e503ece1-11d0-4e8e-8e2c-7a6c3bf38815", "AzureML Compute Operator", Aml + "/computes/*", Aml + "/notebooks/vm/*"),
        new("ea01e6af-a1c1-4350-9563-ad00f8c72ec5", "Azure Machine Learning Workspace Connection Secrets Reader", Aml + "/connections/listsecrets/action", Aml + "/metadata/secrets/read"),
        new("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader", Blobs + "/containers/read", DelegationKey) { DataActions = [Blobs + "/containers/blobs/read"] },
        new("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor", Blobs + "/containers/delete", Blobs + "/containers/read", Blobs + "/containers/write", DelegationKey)
        {
            DataActions =
            [
                Blobs + "/containers/blobs/delete", Blobs + "/containers/blobs/read", Blobs + "/containers/blobs/write",
                Blobs + "/containers/blobs/move/action", Blobs + "/containers/blobs/add/action",
            ],
        },
        new("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner", Blobs + "/containers/*", DelegationKey) { DataActions = [Blobs + "/containers/blobs/*"] },
        new("db58b8e5-c6ad-4a2a-8342-4190687cbf4a", "Storage Blob Delegator", DelegationKey),
        new("b8eda974-7b85-4f76-af95-65846b26df6d", "Storage File Data Privileged Reader")
        {
            DataActions = [Files + "/fileshares/files/read", Files + "/readFileBackupSemantics/action"],
        },
        new("69566ab7-960f-475b-8e7c-b3118f30c6bd", "Storage File Data Privileged Contributor")
        {
            DataActions =
            [
                Files + "/fileshares/files/read", Files + "/fileshares/files/write", Files + "/fileshares/files/delete",
                Files + "/fileshares/files/modifypermissions/action", Files + "/readFileBackupSemantics/action", Files + "/writeFileBackupSemantics/action",
            ],
        },
        new("17d1049b-9a84-46fb-8f53-869881c3d3ab", "Storage Account Contributor", [.. Common, "Microsoft.Storage/storageAccounts/*"]),
        new("1e241071-0855-49ea-94dc-649edcd759de", "EventGrid Contributor", [.. Common, "Microsoft.EventGrid/*"]),
        new("428e0ff0-5e57-4d9c-a221-2c70d0e0a443", "EventGrid EventSubscription Contributor", [.. Common, "Microsoft.EventGrid/eventSubscriptions/*"]),
        new("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator", "Microsoft.ManagedIdentity/userAssignedIdentities/*/read", "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"),
        new("a4b10055-b0c7-44c2-b00f-c7b5b3550cf7", "Traffic Manager Contributor", [.. Common, "Microsoft.Network/trafficManagerProfiles/*"]),
        new("befefa01-2a29-4197-83a8-272ff33ce314", "DNS Zone Contributor", [.. Common, "Microsoft.Network/dnsZones/*"]),
    ];
}
