namespace AmlDr.Core.Kinds.Environments;

/// <summary>The fields of an environment version that need care. Source: AML REST 2024-04-01, <c>EnvironmentVersion</c>; <c>facts/aml-rest.md</c> 2.3.</summary>
internal static class EnvironmentFields
{
    public const string ContextUri = "properties.build.contextUri";

    public static IReadOnlyList<FieldPath> ReadOnly { get; } =
        [FieldPath.Of("properties.provisioningState"), FieldPath.Of("properties.environmentType")];

    public static IReadOnlyList<FieldPath> Immutable { get; } =
    [
        FieldPath.Of("properties.image"), FieldPath.Of("properties.condaFile"), FieldPath.Of("properties.build"),
        FieldPath.Of("properties.osType"), FieldPath.Of("properties.isAnonymous"),
    ];

    public static IReadOnlyList<FieldPath> References { get; } = [FieldPath.Of(ContextUri)];

    public static IReadOnlyList<FieldPath> Images { get; } = [FieldPath.Of("properties.image")];
}
