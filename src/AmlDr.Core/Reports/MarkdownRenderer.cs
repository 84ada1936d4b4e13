using System.Text;

namespace AmlDr.Core.Reports;

/// <summary>Shows a report as Markdown (CommonMark with the tables of GitHub). Values are escaped: none can become markup.</summary>
public static class MarkdownRenderer
{
    // These mean something anywhere in a line.
    private const string Special = "\\`*[]<>|~&$";

    // These mean something at the start of a line.
    private const string Leading = "#-+=:_";

    /// <summary>Renders a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The text, lines ended by a line feed.</returns>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append("# ").Append(Line(report.Title)).Append("\n\n");
        AppendFacts(text, report.Facts);
        foreach (ReportSection section in report.Sections)
        {
            text.Append("## ").Append(Line(section.Title));
            if (section.Mark is { } mark)
            {
                text.Append(": ").Append(Line(mark.Text));
            }

            text.Append("\n\n");
            foreach (string paragraph in section.Paragraphs)
            {
                text.Append(Paragraph(paragraph)).Append("\n\n");
            }

            AppendFacts(text, section.Facts);
            foreach (ReportFigure figure in section.Figures)
            {
                text.Append(Paragraph(figure.Description)).Append("\n\n");
            }

            foreach (ReportTable table in section.Tables)
            {
                AppendTable(text, table);
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Escapes a text, so that Markdown shows it as it is.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, on one line.</returns>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Line(text);
    }

    private static void AppendFacts(StringBuilder text, IReadOnlyList<ReportFact> facts)
    {
        foreach (ReportFact fact in facts)
        {
            text.Append("- **").Append(Line(fact.Name)).Append("**: ").Append(Line(fact.Value.Text)).Append('\n');
        }

        if (facts.Count > 0)
        {
            text.Append('\n');
        }
    }

    private static void AppendTable(StringBuilder text, ReportTable table)
    {
        if (table.Caption is not null)
        {
            text.Append(Paragraph(table.Caption)).Append("\n\n");
        }

        AppendRow(text, table.Columns);
        AppendRow(text, table.Columns.Select(_ => "---"), escape: false);
        foreach (IReadOnlyList<ReportCell> row in table.Rows)
        {
            AppendRow(text, Enumerable.Range(0, table.Columns.Count).Select(column => column < row.Count ? row[column].Text : ""));
        }

        text.Append('\n');
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells, bool escape = true)
    {
        text.Append('|');
        foreach (string cell in cells)
        {
            text.Append(' ').Append(escape ? Lines(cell, "<br>") : cell).Append(" |");
        }

        text.Append('\n');
    }

    private static string Line(string text) => Lines(text, " ");

    private static string Paragraph(string text) => Lines(text, "\\\n");

    private static string Lines(string text, string separator) =>
        string.Join(separator, ReportText.Clean(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(EscapeLine));

    private static string EscapeLine(string line)
    {
        var escaped = new StringBuilder(line.Length);
        int digits = line.TakeWhile(char.IsAsciiDigit).Count();
        for (int i = 0; i < line.Length; i++)
        {
            char letter = line[i];
            bool escape = Special.Contains(letter, StringComparison.Ordinal)
                || (i == 0 && Leading.Contains(letter, StringComparison.Ordinal))
                || (i == digits && digits > 0 && letter is '.' or ')')
                || (letter == '_' && !IsInWord(line, i));
            escaped.Append(escape ? "\\" : "").Append(letter);
        }

        return escaped.ToString();
    }

    // Within a word an underscore is no emphasis, and names of resources are full of them.
    private static bool IsInWord(string line, int at) =>
        at > 0 && at < line.Length - 1 && char.IsAsciiLetterOrDigit(line[at - 1]) && char.IsAsciiLetterOrDigit(line[at + 1]);
}
