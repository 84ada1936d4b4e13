namespace AmlDr.Core.Kinds.OnlineEndpoints;

/// <summary>The fields of an online endpoint that need care. Source: AML REST 2024-04-01, <c>OnlineEndpoint</c>; <c>facts/aml-rest.md</c> 2.9.</summary>
internal static class OnlineEndpointFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly = CommonFields.EndpointReadOnly,
        Immutable = [CommonFields.Location],
        References = [FieldPath.Of("properties.compute")],
        Regions = [CommonFields.Location],
        Secrets = [CommonFields.Keys],
    };
}
