using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>What is to be compared next.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="AuditId">The audit.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Level">How closely it looks.</param>
/// <param name="IsFromCatalog">True when the catalog stands for the primary.</param>
/// <param name="WritesManifest">True when it is written down what the primary holds, by which a repair tells deletions.</param>
/// <param name="ContinuationToken">Where to go on; null for the start.</param>
/// <param name="First">The numbers of the first chunks that it writes.</param>
public sealed record AuditPageRequest(
    string Pair, string AuditId, string Kind, AuditLevel Level, bool IsFromCatalog, bool WritesManifest, string? ContinuationToken, AuditChunks First);
