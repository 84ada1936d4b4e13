namespace AmlDr.Sandbox.Arm.Schema;

/// <summary>Fields that depend on the value of another one (the specification's discriminator).</summary>
/// <param name="Path">The deciding field.</param>
/// <param name="Cases">The further fields for each value it may have.</param>
internal sealed record Variant(string Path, IReadOnlyDictionary<string, IReadOnlyList<Field>> Cases);
