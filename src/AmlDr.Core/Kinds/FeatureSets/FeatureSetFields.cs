namespace AmlDr.Core.Kinds.FeatureSets;

/// <summary>
/// The fields of a feature set version that need care. The published flags fix parts of the notification, which the type shares with jobs; whether
/// the service enforces them here is unconfirmed. Source: AML REST 2024-04-01, <c>FeaturesetVersion</c>; <c>facts/aml-rest.md</c> 2.17.
/// </summary>
internal static class FeatureSetFields
{
    public const string SpecificationPath = "properties.specification.path";
    private const string Materialization = "properties.materializationSettings";

    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable =
        [
            CommonFields.IsAnonymous, FieldPath.Of($"{Materialization}.notification.emailOn"), FieldPath.Of($"{Materialization}.notification.emails"),
        ],
        References = [FieldPath.Of(SpecificationPath), FieldPath.Of("properties.entities.*")],
        Sizes = [FieldPath.Of($"{Materialization}.resource.instanceType")],
    };
}
