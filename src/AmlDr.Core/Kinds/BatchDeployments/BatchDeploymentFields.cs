namespace AmlDr.Core.Kinds.BatchDeployments;

/// <summary>
/// The fields of a batch deployment that need care. The model is an object: an asset by id, a path in a datastore, or a path in a job's output.
/// The settings of a pipeline component may name a compute and a datastore. Source: AML REST 2024-04-01, <c>BatchDeployment</c> and
/// <c>AssetReferenceBase</c>; <c>facts/aml-rest.md</c> 2.10.
/// </summary>
internal static class BatchDeploymentFields
{
    public const string ModelPath = "properties.model.path";

    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable =
        [
            CommonFields.Location, .. CommonFields.CodeConfiguration, FieldPath.Of("properties.resources.instanceCount"),
            FieldPath.Of("properties.resources.instanceType"), FieldPath.Of("properties.resources.properties"),
        ],
        References =
        [
            FieldPath.Of("properties.compute"), FieldPath.Of("properties.model.assetId"), FieldPath.Of("properties.model.datastoreId"),
            FieldPath.Of("properties.model.jobId"), FieldPath.Of(ModelPath), FieldPath.Of("properties.environmentId"),
            FieldPath.Of("properties.codeConfiguration.codeId"), FieldPath.Of("properties.deploymentConfiguration.componentId"),
            FieldPath.Of("properties.deploymentConfiguration.componentId.assetId"), FieldPath.Of("properties.deploymentConfiguration.settings.*"),
            CommonFields.EachVariable,
        ],
        Sizes = [FieldPath.Of("properties.resources.instanceType")],
        Regions = [CommonFields.Location],
        Variables = [CommonFields.EnvironmentVariables],
    };
}
