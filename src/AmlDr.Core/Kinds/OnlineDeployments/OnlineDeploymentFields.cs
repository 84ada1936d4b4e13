namespace AmlDr.Core.Kinds.OnlineDeployments;

/// <summary>
/// The fields of an online deployment that need care. The model is a text here and an object in batch deployments. Source: AML REST 2024-04-01,
/// <c>OnlineDeployment</c> and the types derived from it; <c>facts/aml-rest.md</c> 2.9.
/// </summary>
internal static class OnlineDeploymentFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable = [CommonFields.Location, FieldPath.Of("properties.instanceType"), .. CommonFields.CodeConfiguration],
        References =
        [
            FieldPath.Of("properties.model"), FieldPath.Of("properties.environmentId"), FieldPath.Of("properties.codeConfiguration.codeId"),
            FieldPath.Of("properties.dataCollector.collections.*.dataId"), CommonFields.EachVariable,
        ],
        Identities = [FieldPath.Of("properties.dataCollector.collections.*.clientId")],
        Sizes = [FieldPath.Of("properties.instanceType")],
        Regions = [CommonFields.Location],
        Variables = [CommonFields.EnvironmentVariables],
    };
}
