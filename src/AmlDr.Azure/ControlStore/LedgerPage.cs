namespace AmlDr.Azure.ControlStore;

/// <summary>A page of the ledger.</summary>
/// <param name="Entries">The entries, in order of kind, name and version as text.</param>
/// <param name="ContinuationToken">Where the listing goes on; null at its end.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerEntry> Entries, string? ContinuationToken);
