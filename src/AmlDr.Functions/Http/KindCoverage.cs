namespace AmlDr.Functions.Http;

/// <summary>How much of a kind the secondary holds, as the ledger knows.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Known">The assets that the ledger knows, that the primary has and that take part.</param>
/// <param name="Mirrored">Of those, the ones that the secondary holds.</param>
/// <param name="States">The number of assets by state, those that take no part or are deleted in the primary included.</param>
public sealed record KindCoverage(string Kind, int Known, int Mirrored, IReadOnlyDictionary<string, int> States);
