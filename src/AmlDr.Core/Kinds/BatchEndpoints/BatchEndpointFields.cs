namespace AmlDr.Core.Kinds.BatchEndpoints;

/// <summary>The fields of a batch endpoint that need care. Source: AML REST 2024-04-01, <c>BatchEndpoint</c>; <c>facts/aml-rest.md</c> 2.10.</summary>
internal static class BatchEndpointFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly = CommonFields.EndpointReadOnly,
        Immutable = [CommonFields.Location],
        Regions = [CommonFields.Location],
        Secrets = [CommonFields.Keys],
    };
}
