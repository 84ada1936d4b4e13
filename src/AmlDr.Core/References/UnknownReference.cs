namespace AmlDr.Core.References;

/// <summary>A text that starts like a reference of Azure Machine Learning but has no known form. It is refused, never guessed at.</summary>
/// <param name="Original">The text, verbatim.</param>
public sealed record UnknownReference(string Original) : AssetReference(Original);
