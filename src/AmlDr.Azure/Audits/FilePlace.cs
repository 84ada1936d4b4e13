namespace AmlDr.Azure.Audits;

/// <summary>A place of an asset's files.</summary>
/// <param name="SourceRoot">The primary's container.</param>
/// <param name="TargetRoot">The secondary's.</param>
/// <param name="Path">The path in both, as the document has it.</param>
internal sealed record FilePlace(Uri SourceRoot, Uri TargetRoot, string Path);
