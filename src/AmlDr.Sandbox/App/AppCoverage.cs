namespace AmlDr.Sandbox.App;

/// <summary>How much of a kind is mirrored.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Known">Assets known, without those skipped by rule.</param>
/// <param name="Mirrored">Of these, mirrored.</param>
/// <param name="States">Number of assets per state.</param>
public sealed record AppCoverage(string Kind, int Known, int Mirrored, IReadOnlyDictionary<string, int> States);
