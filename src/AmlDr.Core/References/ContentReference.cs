namespace AmlDr.Core.References;

/// <summary>A place where files of an asset stand.</summary>
/// <param name="Field">The field that names the place.</param>
/// <param name="Reference">What the field says.</param>
public sealed record ContentReference(string Field, AssetReference Reference);
