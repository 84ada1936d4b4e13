using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Datastores of every published type. Secrets are kept apart, never returned by GET, and handed out by <c>listSecrets</c>.</summary>
internal static class DatastoreType
{
    public const string Type = AssetTypes.Workspace + "/datastores";

    private const string SecretsPath = "properties.credentials.secrets";

    private static readonly Field Access = Fields.OneOf(
        "serviceDataAccessAuthIdentity", "None", "None", "WorkspaceSystemAssignedIdentity", "WorkspaceUserAssignedIdentity");

    private static readonly Field[] Azure = [Fields.Text("subscriptionId"), Fields.Text("resourceGroup"), Access];

    private static readonly Field Secrets = new(SecretsPath, FieldKind.Structure) { Required = true, Secret = SecretTrace.Shell };

    private static readonly Field[] Principal =
    [
        Secrets,
        Fields.Text("credentials.clientId") with { Required = true },
        Fields.Text("credentials.tenantId") with { Required = true },
        Fields.Text("credentials.authorityUrl"),
        Fields.Text("credentials.resourceUrl"),
    ];

    public static ResourceDescriptor Descriptor() => new()
    {
        Type = Type,
        CaseSensitiveNames = true,
        NamePattern = AssetTypes.AssetName(),
        Schema = new BodySchema(
            [
                .. Fields.Common,
                Fields.Fixed("datastoreType", required: true),
                new("properties.credentials", FieldKind.Structure) { Required = true },
                Fields.Text("credentials.credentialsType") with { Required = true },
                new("properties.isDefault", FieldKind.Flag) { ReadOnly = true, Default = "false" },
            ],
            new Variant("properties.datastoreType", Stores()),
            new Variant("properties.credentials.credentialsType", Credentials())),
        List = new ListFeatures
        {
            SizeParameter = "count",
            PageSize = 30,
            Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
            {
                ["isDefault"] = ListFilters.IsDefault,
                ["names"] = ListFilters.Name,
                ["searchText"] = ListFilters.NameContains,
            },
        },
        Check = CheckSecrets,
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["listSecrets"] = new(ListSecrets) },
    };

    private static Dictionary<string, IReadOnlyList<Field>> Stores() => new(StringComparer.Ordinal)
    {
        ["AzureBlob"] =
            [.. Azure, Fields.Fixed("accountName"), Fields.Fixed("containerName"), Fields.Fixed("endpoint"), Fields.Fixed("protocol")],
        ["AzureFile"] =
        [
            .. Azure, Fields.Fixed("accountName", required: true), Fields.Fixed("fileShareName", required: true),
            Fields.Fixed("endpoint"), Fields.Fixed("protocol"),
        ],
        ["AzureDataLakeGen1"] = [.. Azure, Fields.Fixed("storeName", required: true)],
        ["AzureDataLakeGen2"] =
        [
            .. Azure, Fields.Fixed("accountName", required: true), Fields.Fixed("filesystem", required: true),
            Fields.Fixed("endpoint"), Fields.Fixed("protocol"),
        ],
        ["OneLake"] =
        [
            Access, Fields.Fixed("oneLakeWorkspaceName", required: true), Fields.Fixed("endpoint"),
            new("properties.artifact", FieldKind.Structure) { Required = true, CreateOnly = true },
        ],
    };

    private static Dictionary<string, IReadOnlyList<Field>> Credentials() => new(StringComparer.Ordinal)
    {
        ["None"] = [],
        ["AccountKey"] = [Secrets],
        ["Sas"] = [Secrets],
        ["ServicePrincipal"] = Principal,
        ["Certificate"] = [.. Principal, Fields.Text("credentials.thumbprint") with { Required = true }],
    };

    private static void CheckSecrets(JsonObject body, WriteContext write)
    {
        if (body["properties"]!["credentials"] is not JsonObject credentials || credentials["secrets"] is not JsonObject secrets)
            return;
        string kind = credentials["credentialsType"]!.GetValue<string>();
        if (secrets["secretsType"]?.ToString() != kind)
            throw ArmException.User(400, "BadArgument", $"The field 'properties.credentials.secrets.secretsType' must be '{kind}'.");
    }

    private static SimResponse ListSecrets(ActionCall action) => action.Resource.Secrets?[SecretsPath] is { } secrets
        ? SimResponse.Json(200, secrets.DeepClone())
        : throw ArmException.User(400, "BadArgument", $"The datastore '{action.Address.Name}' has no credentials.");
}
