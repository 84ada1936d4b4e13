namespace AmlDr.Core.Reports;

/// <summary>A name and a value, such as when the report was made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record ReportFact(string Name, ReportCell Value);
