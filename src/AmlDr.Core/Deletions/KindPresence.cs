namespace AmlDr.Core.Deletions;

/// <summary>What a sweep found of a kind, for telling deletions.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Seen">The assets that the primary's lists showed.</param>
/// <param name="Held">The assets that the secondary was brought to hold and that were not known to be deleted before.</param>
/// <param name="Missing">Of those, the ones that the lists did not show.</param>
/// <param name="Listed">The assets in the list of what is to be done: the missing, those never mirrored, and those that earlier sweeps left open.</param>
public sealed record KindPresence(string Kind, int Seen, int Held, int Missing, int Listed);
