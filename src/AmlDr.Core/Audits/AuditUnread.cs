namespace AmlDr.Core.Audits;

/// <summary>Something that an audit could not read, so that nothing is said of it, or less than its level promises.</summary>
/// <param name="Code">A stable word, such as <c>AccessDenied</c> or <c>PrimaryUnreachable</c>.</param>
/// <param name="Message">What it is and what to do, in sentences.</param>
/// <param name="Kind">The kind that it is about; null when it is about the pair.</param>
public sealed record AuditUnread(string Code, string Message, string? Kind = null);
