using AmlDr.Core.Assets;

namespace AmlDr.Core.Dependencies;

/// <summary>Something that an asset needs in the secondary before it can be written there.</summary>
/// <param name="Field">The field that names it.</param>
/// <param name="Asset">The asset; its version is empty when a label stands for it.</param>
/// <param name="Label">The label, such as <c>latest</c>; null when the version is named.</param>
public sealed record Dependency(string Field, AssetId Asset, string? Label = null);
