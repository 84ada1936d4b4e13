namespace AmlDr.Core.Kinds.Datastores;

/// <summary>
/// The fields of a datastore that need care, of all types. Source: AML REST 2024-04-01, <c>Datastore</c> and the types derived from it;
/// <c>facts/aml-rest.md</c> 2.7.
/// </summary>
internal static class DatastoreFields
{
    public const string Secrets = "properties.credentials.secrets";

    public static KindFields All { get; } = new()
    {
        ReadOnly = [FieldPath.Of("properties.isDefault")],
        Immutable =
        [
            FieldPath.Of("properties.accountName"), FieldPath.Of("properties.containerName"), FieldPath.Of("properties.endpoint"),
            FieldPath.Of("properties.protocol"), FieldPath.Of("properties.serviceDataAccessAuthIdentity"), FieldPath.Of("properties.storeName"),
            FieldPath.Of("properties.filesystem"), FieldPath.Of("properties.fileShareName"), FieldPath.Of("properties.artifact"),
            FieldPath.Of("properties.oneLakeWorkspaceName"),
        ],
        Secrets = [FieldPath.Of(Secrets)],
    };
}
