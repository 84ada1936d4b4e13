namespace AmlDr.Core.References;

/// <summary>An <c>http(s)</c> address: a blob, a Git repository, or anything else on the web. Which of them is known only from the stores of the pair.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Address">The address.</param>
public sealed record WebReference(string Original, Uri Address) : AssetReference(Original);
