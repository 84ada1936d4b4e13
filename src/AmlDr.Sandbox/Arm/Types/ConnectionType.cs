using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Connections. Credentials go in with a write and come out of <c>listsecrets</c> alone, there with the whole resource.</summary>
internal static partial class ConnectionType
{
    private const string Credentials = "properties.credentials";

    // A connection of these types is worth nothing without its credentials.
    private static readonly string[] WithCredentials =
        ["PAT", "UsernamePassword", "SAS", "AccountKey", "ServicePrincipal", "AccessKey", "ApiKey", "CustomKeys", "OAuth2"];

    private static readonly string[] WithoutCredentials = ["None", "AAD", "ManagedIdentity"];

    public static ResourceDescriptor Descriptor() => new()
    {
        Type = AssetTypes.Workspace + "/connections",
        NamePattern = Name(),
        CreatedStatus = 200,
        Schema = new BodySchema(
            [
                Fields.Text("authType") with { Required = true },
                Fields.Text("category"), Fields.Text("target"), Fields.Map("metadata"), Fields.Text("expiryTime"),
                new("properties.isSharedToAll", FieldKind.Flag), new("properties.sharedUserList", FieldKind.List),
                new(Credentials, FieldKind.Structure) { Secret = SecretTrace.Absent },
                new("properties.createdByWorkspaceArmId", FieldKind.Text) { ReadOnly = true },
                new("properties.group", FieldKind.Text) { ReadOnly = true },
            ],
            new Variant("properties.authType", WithCredentials.Concat(WithoutCredentials).ToDictionary(type => type, IReadOnlyList<Field> (_) => [], StringComparer.Ordinal))),
        List = new ListFeatures
        {
            Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
            {
                ["target"] = ListFilters.Text("target"), ["category"] = ListFilters.Text("category"),
            },
        },
        Normalise = (body, write) => body["properties"]!["createdByWorkspaceArmId"] = write.Address.Root.Id,
        Check = RequireCredentials,
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["listsecrets"] = new(ListSecrets) },
    };

    private static void RequireCredentials(JsonObject body, WriteContext write)
    {
        string type = body["properties"]!["authType"]!.GetValue<string>();
        if (WithCredentials.Contains(type, StringComparer.Ordinal) && body["properties"]!["credentials"] is not JsonObject { Count: > 0 })
            throw ArmException.User(400, "BadArgument", $"The field '{Credentials}' is required for the authType '{type}'.");
    }

    private static SimResponse ListSecrets(ActionCall action)
    {
        StoredResource connection = action.Resource;
        JsonObject body = connection.ReadBody();
        if (connection.Secrets?[Credentials] is { } credentials)
            body["properties"]!["credentials"] = credentials.DeepClone();
        return SimResponse.Json(200, connection.ToDocument(body));
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}\z")]
    private static partial Regex Name();
}
