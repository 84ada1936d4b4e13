namespace AmlDr.Core.Kinds.Data;

/// <summary>
/// The fields of a data version that need care. It has no <c>provisioningState</c>. Source: AML REST 2024-04-01, <c>DataVersionBase</c> and
/// <c>MLTableData</c>; <c>facts/aml-rest.md</c> 2.4.
/// </summary>
internal static class DataFields
{
    public const string DataUri = "properties.dataUri";
    public const string ReferencedUris = "properties.referencedUris";

    public static KindFields All { get; } = new()
    {
        Immutable =
        [
            CommonFields.IsAnonymous, FieldPath.Of("properties.dataType"), FieldPath.Of(DataUri), FieldPath.Of(ReferencedUris),
        ],
        References = [FieldPath.Of(DataUri), FieldPath.Of($"{ReferencedUris}.*")],
    };
}
