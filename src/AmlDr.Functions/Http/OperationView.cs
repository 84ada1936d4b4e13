using AmlDr.Azure.Sweeping;
using AmlDr.Functions.Audits;

namespace AmlDr.Functions.Http;

/// <summary>An operation as operators see it.</summary>
/// <param name="OperationId">Its identifier.</param>
/// <param name="Kind">What it does: <c>sweep</c> or <c>audit</c>.</param>
/// <param name="Status">The orchestration's state: <c>Running</c>, <c>Completed</c>, <c>Failed</c>…</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="UpdatedAt">When it last got on.</param>
/// <param name="Sweep">What it has done so far.</param>
/// <param name="Progress">How fast it gets on; null when it has not begun.</param>
/// <param name="Error">What it failed with; null when it did not.</param>
public sealed record OperationView(
    string OperationId, string Kind, string Status, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, SweepSummary? Sweep, OperationProgress? Progress,
    string? Error)
{
    /// <summary>How far an audit is; null for other operations and when it has not begun.</summary>
    public AuditStatus? Audit { get; init; }
}
