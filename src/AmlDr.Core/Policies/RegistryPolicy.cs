namespace AmlDr.Core.Policies;

/// <summary>An AML registry that both regions have, as a way to carry assets instead of copying them.</summary>
/// <param name="Name">The registry's name.</param>
/// <param name="Assets">Which assets go through it; the kinds model, environment, data, component and code can.</param>
public sealed record RegistryPolicy(string Name, IReadOnlyList<AssetFilter> Assets);
