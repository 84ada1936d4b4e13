using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Operations;

/// <summary>Something that an operation did without.</summary>
/// <param name="Step">The step; null for an asset that could not be planned.</param>
/// <param name="About">What it is about, for people.</param>
/// <param name="Reason">Why.</param>
public sealed record ExceptionOfOperation(string? Step, string About, AssetReason Reason);
