namespace AmlDr.Azure.Reports;

/// <summary>Which report is the newest, and what the earlier ones came to.</summary>
/// <typeparam name="TSummary">A report in a line.</typeparam>
/// <param name="Blob">The name of its blob in the control store.</param>
/// <param name="History">The reports in a line each, the newest first.</param>
public sealed record ReportHead<TSummary>(string Blob, IReadOnlyList<TSummary> History);
