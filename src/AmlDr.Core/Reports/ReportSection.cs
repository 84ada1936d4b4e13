namespace AmlDr.Core.Reports;

/// <summary>A part of a report: its paragraphs, then its facts, figures and tables.</summary>
/// <param name="Title">Its title.</param>
public sealed record ReportSection(string Title)
{
    /// <summary>How the section is to be taken as a whole; shown at its title.</summary>
    public ReportCell? Mark { get; init; }

    /// <summary>Running text.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Names and values.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>Drawings.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>Tables.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];
}
