using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>What the comparison of files found.</summary>
/// <param name="Counts">The assets by class.</param>
/// <param name="Cursor">Where to go on; null when the chunk is done.</param>
public sealed record ContentResult(AuditKind Counts, ContentCursor? Cursor);
