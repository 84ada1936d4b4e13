namespace AmlDr.Core.Kinds.Connections;

/// <summary>
/// The fields of a connection that need care. The published flags mark some members of the credentials as secret; the others that are secret
/// by their meaning are listed as well, and <c>value</c>, which api-versions before 2025-12-01 had. The target of a connection to a container
/// registry is the registry's name, as in an image's name. Source: AML REST 2024-04-01,
/// <c>WorkspaceConnectionPropertiesV2</c> and the types derived from it; <c>facts/aml-rest.md</c> 2.14.
/// </summary>
internal static class ConnectionFields
{
    public static FieldPath Credentials { get; } = FieldPath.Of("properties.credentials");

    public static KindFields All { get; } = new()
    {
        ReadOnly =
        [
            FieldPath.Of("properties.createdByWorkspaceArmId"), FieldPath.Of("properties.group"),

            // Of later api-versions, whose flags call them writable: by their names they report how the connection stands (unconfirmed).
            FieldPath.Of("properties.error"), FieldPath.Of("properties.peStatus"),
        ],
        References = [FieldPath.Of("properties.target"), FieldPath.Of("properties.metadata.*")],
        Images = [FieldPath.Of("properties.target")],
        ConnectionTargets = [FieldPath.Of("properties.target"), FieldPath.Of("properties.metadata.*")],
        Secrets =
        [
            .. Members(
                "pat", "sas", "key", "keys", "password", "securityToken", "accessKeyId", "secretAccessKey", "clientSecret", "developerToken",
                "refreshToken"),
            FieldPath.Of("properties.value"),
        ],
    };

    private static IEnumerable<FieldPath> Members(params string[] names) => names.Select(name => FieldPath.Of($"{Credentials}.{name}"));
}
