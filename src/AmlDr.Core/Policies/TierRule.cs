namespace AmlDr.Core.Policies;

/// <summary>Gives a tier to the assets that it matches. The first rule that matches counts.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Kind">The kind; null for every kind. One for endpoints holds for their deployments too.</param>
/// <param name="Name">The name's pattern, with <c>*</c> and <c>?</c>; null for every name. A deployment goes by its endpoint's name.</param>
public sealed record TierRule(Tier Tier, string? Kind = null, string? Name = null);
