using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>How the bytes of a file compare.</summary>
/// <param name="Reason">Why they do not; null when they do, as far as they were read.</param>
/// <param name="BytesRead">The bytes that were read, on both sides together.</param>
/// <param name="GoesOnAt">Where the reading was interrupted; null when the file is done.</param>
internal sealed record ByteVerdict(AuditReason? Reason, long BytesRead, long? GoesOnAt = null);
