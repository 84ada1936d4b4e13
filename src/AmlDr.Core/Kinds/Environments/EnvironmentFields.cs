namespace AmlDr.Core.Kinds.Environments;

/// <summary>The fields of an environment version that need care. Source: AML REST 2024-04-01, <c>EnvironmentVersion</c>; <c>facts/aml-rest.md</c> 2.3.</summary>
internal static class EnvironmentFields
{
    public const string ContextUri = "properties.build.contextUri";

    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState, FieldPath.Of("properties.environmentType")],
        Immutable =
        [
            FieldPath.Of("properties.image"), FieldPath.Of("properties.condaFile"), FieldPath.Of("properties.build"),
            FieldPath.Of("properties.osType"), FieldPath.Of("properties.autoRebuild"), FieldPath.Of("properties.inferenceConfig"),
            CommonFields.IsAnonymous,
        ],
        References = [FieldPath.Of(ContextUri)],
        Images = [FieldPath.Of("properties.image")],
    };
}
