namespace AmlDr.Core.References;

/// <summary>
/// A reference as it stands in an asset's document. Each derived type is one meaning, not one spelling: the parser knows the
/// spellings. Source: the forms of <c>facts/aml-rest.md</c> section 4 (SDK constants and published samples).
/// </summary>
/// <param name="Original">The text, verbatim.</param>
public abstract record AssetReference(string Original);
