namespace AmlDr.Core.Reports;

/// <summary>A table.</summary>
/// <param name="Columns">The heads of its columns, at least one.</param>
/// <param name="Rows">The rows; a row that is shorter than the head is filled up with empty cells.</param>
public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>What the table shows; null when the section's title says it.</summary>
    public string? Caption { get; init; }
}
