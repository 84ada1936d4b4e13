namespace AmlDr.Core.Kinds.Models;

/// <summary>The fields of a model version that need care. Source: AML REST 2024-04-01, <c>ModelVersion</c>; <c>facts/aml-rest.md</c> 2.2.</summary>
internal static class ModelFields
{
    public const string ModelUri = "properties.modelUri";

    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable = [FieldPath.Of(ModelUri), CommonFields.IsAnonymous],
        References = [FieldPath.Of(ModelUri), FieldPath.Of("properties.datasets.*.id")],
    };
}
