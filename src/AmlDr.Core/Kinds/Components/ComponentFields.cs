namespace AmlDr.Core.Kinds.Components;

/// <summary>
/// The fields of a component version that need care. The specification is fixed at creation except for its name for people and its description.
/// Inside it the tools' own spelling (<c>environment_variables</c>, <c>instance_type</c>) stands next to that of REST. Source: AML REST
/// 2024-04-01, <c>ComponentVersion</c>; <c>facts/aml-rest.md</c> 2.5.
/// </summary>
internal static class ComponentFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable = [CommonFields.IsAnonymous, FieldPath.Of("properties.componentSpec")],
        Changeable = [FieldPath.Of("properties.componentSpec.display_name"), FieldPath.Of("properties.componentSpec.description")],
        References = [FieldPath.Of("properties.componentSpec.**")],
        Prose =
        [
            FieldPath.Of("properties.componentSpec.$schema"), FieldPath.Of("properties.componentSpec.**.display_name"),
            FieldPath.Of("properties.componentSpec.**.description"), FieldPath.Of("properties.componentSpec.**.command"),
            FieldPath.Of("properties.componentSpec.tags.**"),
        ],
        Images = [FieldPath.Of("properties.componentSpec.**.environment.image")],
        Sizes = [FieldPath.Of("properties.componentSpec.**.instance_type"), FieldPath.Of("properties.componentSpec.**.instanceType")],
        Variables =
        [
            FieldPath.Of("properties.componentSpec.**.environment_variables"), FieldPath.Of("properties.componentSpec.**.environmentVariables"),
        ],
    };
}
