using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AmlDr.Core.Reports;

/// <summary>
/// Shows a report as one HTML page that loads nothing and runs nothing. The page is made as elements, so that every value is escaped, and is
/// well-formed XML apart from its document type.
/// </summary>
public static class HtmlRenderer
{
    // No '<', '>' or '&': in an element 'style' HTML does not undo escapes.
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#c9ccd1;--head:#f1f3f5;--good:#0a6b2d;--warning:#8a5300;--bad:#b00020;--unknown:#5b3a8c}
        @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#17191c;--line:#454a52;--head:#23272c;--good:#62d28a;--warning:#f0b354;--bad:#ff8a94;--unknown:#c3a5f0}}
        body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:75rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;padding:.3rem 0}
        th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}th{background:var(--head)}
        .good,.warning,.bad,.unknown{font-weight:600}.good{color:var(--good)}.warning{color:var(--warning)}.bad{color:var(--bad)}.unknown{color:var(--unknown)}
        figure{margin:.5rem 0}figcaption{font-size:.9rem}svg{max-width:100%;height:auto}p{white-space:pre-line}
        """;

    private static readonly XmlWriterSettings Format = new() { OmitXmlDeclaration = true, Indent = false, NewLineHandling = NewLineHandling.None };

    /// <summary>Renders a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The page, to be sent as UTF-8.</returns>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width,initial-scale=1")),
                new XElement(
                    "meta", new XAttribute("http-equiv", "Content-Security-Policy"),
                    new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                new XElement("title", Text(report.Title)),
                new XElement("style", Style.ReplaceLineEndings("\n"))),
            new XElement(
                "body",
                new XElement("h1", Text(report.Title)),
                Facts(report.Facts),
                report.Sections.Select(Section)));
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (XmlWriter writer = XmlWriter.Create(text, Format))
        {
            page.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    private static XElement Section(ReportSection section) => new(
        "section",
        new XElement("h2", Text(section.Title), section.Mark is { } mark ? new object[] { " ", Toned("span", mark) } : null),
        section.Paragraphs.Select(paragraph => new XElement("p", Text(paragraph))),
        Facts(section.Facts),
        section.Figures.Select(figure => new XElement("figure", figure.Drawing, new XElement("figcaption", Text(figure.Description)))),
        section.Tables.Select(Table));

    private static XElement? Facts(IReadOnlyList<ReportFact> facts) =>
        facts.Count == 0 ? null : new XElement("dl", facts.Select(fact => new[] { new XElement("dt", Text(fact.Name)), Toned("dd", fact.Value) }));

    private static XElement Table(ReportTable table) => new(
        "div",
        new XAttribute("class", "scroll"),
        new XElement(
            "table",
            table.Caption is null ? null : new XElement("caption", Text(table.Caption)),
            new XElement("thead", new XElement("tr", table.Columns.Select(column => new XElement("th", new XAttribute("scope", "col"), Text(column))))),
            new XElement(
                "tbody",
                "",
                table.Rows.Select(row => new XElement(
                    "tr",
                    Enumerable.Range(0, table.Columns.Count).Select(column => Toned("td", column < row.Count ? row[column] : "")))))));

    private static XElement Toned(string name, ReportCell cell) => new(
        name,
        cell.Tone == ReportTone.None ? null : new XAttribute("class", cell.Tone.ToString().ToLowerInvariant()),
        Text(cell.Text));

    // Never nothing: an element without content would be written as one that HTML does not know to be closed.
    private static XText Text(string text) => new(ReportText.Clean(text));
}
