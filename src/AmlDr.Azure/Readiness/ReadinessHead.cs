using AmlDr.Core.Readiness;

namespace AmlDr.Azure.Readiness;

/// <summary>Which readiness report of a pair is the newest.</summary>
/// <param name="Blob">The name of its blob in the control store.</param>
/// <param name="History">The reports in a line each, the newest first.</param>
public sealed record ReadinessHead(string Blob, IReadOnlyList<ReadinessSummary> History);
