using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>What the comparison of a page found.</summary>
/// <param name="Counts">The assets by class, those left out whose files are still to be compared.</param>
/// <param name="Written">How many chunks were written.</param>
/// <param name="ContinuationToken">Where the comparison goes on; null at the end.</param>
/// <param name="Unread">Why the kind could not be listed on both sides; null when it could.</param>
public sealed record AuditPageResult(AuditKind Counts, AuditChunks Written, string? ContinuationToken, AuditUnread? Unread = null);
