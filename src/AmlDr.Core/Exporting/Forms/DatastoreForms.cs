using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Datastores. Their credentials are left out, and said in a comment as the file would say them.</summary>
internal static class DatastoreForms
{
    private const string Command = "az ml datastore create";

    private static readonly CliField[] Account =
    [
        .. CommonForm.Described, new("properties.accountName", "account_name"), new("properties.endpoint", "endpoint"), new("properties.protocol", "protocol"),
    ];

    private static readonly Dictionary<string, CliForm> ByType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AzureBlob"] = Form("azureBlob", [.. Account, new("properties.containerName", "container_name")]),
        ["AzureFile"] = Form("azureFile", [.. Account, new("properties.fileShareName", "file_share_name")]),
        ["AzureDataLakeGen2"] = Form("azureDataLakeGen2", [.. Account, new("properties.filesystem", "filesystem")]),
        ["AzureDataLakeGen1"] = Form("azureDataLakeGen1", [.. CommonForm.Described, new("properties.storeName", "store_name")]),
        ["OneLake"] = Form(null,
        [
            .. CommonForm.Described, new("properties.oneLakeWorkspaceName", "one_lake_workspace_name"), new("properties.endpoint", "endpoint"),
            new("properties.artifact.artifactType", "artifact.artifact_type", Snake), new("properties.artifact.artifactName", "artifact.artifact_name"),
        ]),
    };

    public static CliForm? Of(string? type) => ByType.GetValueOrDefault(type ?? "");

    private static CliForm Form(string? schema, IReadOnlyList<CliField> fields) =>
        new(Command, schema, [new("properties.datastoreType", "type", Snake), .. fields]) { Complete = NoteCredentials };

    private static void NoteCredentials(CliSource source, CliTarget target)
    {
        string[] secrets = source.TakeText("properties.credentials.credentialsType") switch
        {
            "AccountKey" => ["account_key"],
            "Sas" => ["sas_token"],
            "ServicePrincipal" => ["client_secret"],
            "Certificate" => ["certificate"],
            _ => [],
        };
        (string Name, JsonNode? Value)[] harmless =
        [
            ("tenant_id", source.Take("properties.credentials.tenantId")), ("client_id", source.Take("properties.credentials.clientId")),
            ("authority_url", source.Take("properties.credentials.authorityUrl")), ("resource_url", source.Take("properties.credentials.resourceUrl")),
            ("thumbprint", source.Take("properties.credentials.thumbprint")),
        ];
        CliCredentials.Note(target, harmless, secrets);
    }
}
