namespace AmlDr.Core.Kinds.Models;

/// <summary>The fields of a model version that need care. Source: AML REST 2024-04-01, <c>ModelVersion</c>; <c>facts/aml-rest.md</c> 2.2.</summary>
internal static class ModelFields
{
    public const string ModelUri = "properties.modelUri";

    public static IReadOnlyList<FieldPath> ReadOnly { get; } = [FieldPath.Of("properties.provisioningState")];

    public static IReadOnlyList<FieldPath> Immutable { get; } =
        [FieldPath.Of(ModelUri), FieldPath.Of("properties.isAnonymous")];

    public static IReadOnlyList<FieldPath> References { get; } = [FieldPath.Of(ModelUri)];
}
