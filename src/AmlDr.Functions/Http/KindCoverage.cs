namespace AmlDr.Functions.Http;

/// <summary>How much of a kind the secondary holds, as the ledger knows.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Known">The versions that the ledger knows and that take part.</param>
/// <param name="Mirrored">Of those, the ones that the secondary holds.</param>
/// <param name="States">The number of versions by state, those that take no part included.</param>
public sealed record KindCoverage(string Kind, int Known, int Mirrored, IReadOnlyDictionary<string, int> States);
