namespace AmlDr.Core.Kinds.FeatureStoreEntities;

/// <summary>
/// The fields of an entity version that need care. Source: AML REST 2024-04-01, <c>FeaturestoreEntityVersion</c>; <c>facts/aml-rest.md</c> 2.17.
/// </summary>
internal static class FeatureStoreEntityFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable = [CommonFields.IsAnonymous],
    };
}
