namespace AmlDr.Core.Evidence;

/// <summary>What somebody did.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>Approve</c>.</param>
/// <param name="Reason">Why; null when no reason was given.</param>
/// <param name="AuditHash">The hash of the entry in the operation's audit trail; null when there is none.</param>
public sealed record EvidenceAct(DateTimeOffset At, string Actor, string Action, string? Reason = null, string? AuditHash = null);
