using System.Globalization;
using System.Xml.Linq;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Audits;

/// <summary>Draws how the drift went from audit to audit: a bar per audit, cut by class.</summary>
internal static class AuditTrend
{
    private const int Most = 30;
    private const int Height = 120;
    private const int Step = 22;
    private const int Bar = 16;
    private const int Left = 44;
    private const int Foot = 18;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly (AuditClass Class, string Colour)[] Cuts =
        [(AuditClass.Missing, "#c0392b"), (AuditClass.Differs, "#d68910"), (AuditClass.Extra, "#7d3c98"), (AuditClass.Error, "#7f8c8d")];

    /// <summary>Draws it.</summary>
    /// <param name="history">The audits, the newest first, at least one.</param>
    /// <returns>The figure.</returns>
    public static ReportFigure Draw(IReadOnlyList<AuditSummary> history)
    {
        AuditSummary[] shown = [.. history.Take(Most).Reverse()];
        int most = Math.Max(1, shown.Max(one => Cuts.Sum(cut => one.Counts.GetValueOrDefault(cut.Class))));
        int width = Left + (shown.Length * Step) + 8;
        var drawing = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Text(Math.Max(width, 420))} {Text(Height + Foot + 24)}"), new XAttribute("role", "img"),
            new XAttribute("width", Text(Math.Max(width, 420))), new XAttribute("height", Text(Height + Foot + 24)),
            Line(Left - 4, Height, width, Height), Line(Left - 4, 0, Left - 4, Height), Label(Left - 8, 10, Text(most), "end"), Label(Left - 8, Height, "0", "end"),
            shown.Select((one, at) => Column(one, at, most)),
            Label(Left, Height + Foot - 4, Date(shown[0]), "start"),
            shown.Length < 2 ? null : Label(Math.Max(width - 8, Left + 200), Height + Foot - 4, Date(shown[^1]), "end"),
            Cuts.Select((cut, at) => new[]
            {
                Rectangle(Left + (at * 90), Height + Foot + 6, 10, 10, cut.Colour), Label(Left + 14 + (at * 90), Height + Foot + 15, cut.Class.ToString(), "start"),
            }));
        return new ReportFigure(
            $"Assets that did not match, audit by audit, the latest at the right: {string.Join(", ", shown.Select(one => Text(Cuts.Sum(cut => one.Counts.GetValueOrDefault(cut.Class)))))}.",
            drawing);
    }

    private static IEnumerable<XElement> Column(AuditSummary audit, int at, int most)
    {
        double top = Height;
        foreach ((AuditClass found, string colour) in Cuts)
        {
            double height = Height * (double)audit.Counts.GetValueOrDefault(found) / most;
            if (height > 0)
            {
                top -= height;
                yield return Rectangle(Left + (at * Step), top, Bar, height, colour);
            }
        }

        if (top >= Height)
        {
            // Nothing drifted: a thin line of good colour, so that the audit is seen to have taken place.
            yield return Rectangle(Left + (at * Step), Height - 3, Bar, 3, "#1e8449");
        }
    }

    private static XElement Rectangle(double x, double y, double width, double height, string colour) => new(
        Svg + "rect", new XAttribute("x", Text(x)), new XAttribute("y", Text(y)), new XAttribute("width", Text(width)), new XAttribute("height", Text(height)),
        new XAttribute("fill", colour));

    private static XElement Line(double x1, double y1, double x2, double y2) => new(
        Svg + "line", new XAttribute("x1", Text(x1)), new XAttribute("y1", Text(y1)), new XAttribute("x2", Text(x2)), new XAttribute("y2", Text(y2)),
        new XAttribute("stroke", "currentColor"), new XAttribute("stroke-width", "1"));

    private static XElement Label(double x, double y, string text, string anchor) => new(
        Svg + "text", new XAttribute("x", Text(x)), new XAttribute("y", Text(y)), new XAttribute("text-anchor", anchor), new XAttribute("font-size", "11"),
        new XAttribute("fill", "currentColor"), text);

    private static string Date(AuditSummary audit) => audit.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Text(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
