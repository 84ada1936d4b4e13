namespace AmlDr.Core.Reports;

/// <summary>
/// What a page for people says, apart from how it looks. <see cref="MarkdownRenderer"/> and <see cref="HtmlRenderer"/> show the same in two forms.
/// </summary>
/// <param name="Title">The title.</param>
/// <param name="Facts">What is said first: for whom, when, with which result.</param>
/// <param name="Sections">The parts.</param>
public sealed record Report(string Title, IReadOnlyList<ReportFact> Facts, IReadOnlyList<ReportSection> Sections);
