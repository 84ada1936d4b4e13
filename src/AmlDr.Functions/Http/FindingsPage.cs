using AmlDr.Core.Audits;

namespace AmlDr.Functions.Http;

/// <summary>A page of an audit's findings.</summary>
/// <param name="Value">The findings.</param>
/// <param name="Page">The number of the page, from 0.</param>
/// <param name="Pages">How many there are.</param>
public sealed record FindingsPage(IReadOnlyList<AuditFinding> Value, int Page, int Pages);
