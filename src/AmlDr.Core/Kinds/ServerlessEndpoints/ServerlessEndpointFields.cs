namespace AmlDr.Core.Kinds.ServerlessEndpoints;

/// <summary>
/// The fields of a serverless endpoint that need care. Source: AML REST 2024-04-01, <c>ServerlessEndpoint</c>; <c>facts/aml-rest.md</c> 2.16.
/// </summary>
internal static class ServerlessEndpointFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly =
        [
            CommonFields.ProvisioningState, FieldPath.Of("properties.endpointState"), FieldPath.Of("properties.inferenceEndpoint"),
            FieldPath.Of("properties.marketplaceSubscriptionId"),
        ],
        Immutable = [CommonFields.Location],
        References = [FieldPath.Of("properties.modelSettings.modelId")],
        Regions = [CommonFields.Location],
    };
}
