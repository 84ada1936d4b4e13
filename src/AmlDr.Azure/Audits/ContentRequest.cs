using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>The files that are to be compared next.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="AuditId">The audit.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Level">How closely it looks.</param>
/// <param name="Sample">The share of the assets whose bytes are read, 0 to 1.</param>
/// <param name="WithoutPrimary">True when the primary's storage is not asked: files are then held against what was verified when they were copied.</param>
/// <param name="Chunk">The number of the chunk.</param>
/// <param name="Cursor">Where to go on; null for the start of the chunk.</param>
public sealed record ContentRequest(
    string Pair, string AuditId, string Kind, AuditLevel Level, double Sample, bool WithoutPrimary, int Chunk, ContentCursor? Cursor = null);
