namespace AmlDr.Core.Kinds.Codes;

/// <summary>
/// The fields of a code version that need care. The published flags fix <c>isAnonymous</c> alone; that <c>codeUri</c> cannot change either is
/// unconfirmed (<c>facts/aml-rest.md</c> section 10, item 2). Source: AML REST 2024-04-01, <c>CodeVersion</c>; <c>facts/aml-rest.md</c> 2.6.
/// </summary>
internal static class CodeFields
{
    public const string CodeUri = "properties.codeUri";

    public static KindFields All { get; } = new()
    {
        ReadOnly = [CommonFields.ProvisioningState],
        Immutable = [CommonFields.IsAnonymous, FieldPath.Of(CodeUri)],
        References = [FieldPath.Of(CodeUri)],
    };
}
