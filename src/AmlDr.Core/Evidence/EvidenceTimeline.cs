using System.Globalization;
using System.Xml.Linq;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Evidence;

/// <summary>Draws when the steps of an operation ran: a lane per stage, a bar per step, the critical path marked.</summary>
internal static class EvidenceTimeline
{
    private const double Width = 1000;
    private const double Left = 150;
    private const double Right = 10;
    private const double Top = 24;
    private const double LaneGap = 8;
    private const double TallestRow = 16;
    private const double TallestLane = 240;
    private const int Ticks = 6;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Draws the timeline.</summary>
    /// <param name="report">The evidence.</param>
    /// <param name="path">The critical path.</param>
    /// <returns>The drawing; null when no step ran.</returns>
    public static ReportFigure? TryDraw(EvidenceReport report, IReadOnlyList<string> path)
    {
        EvidenceStep[] ran = [.. report.Steps.Where(step => step.Duration is not null)];
        if (ran.Length == 0)
        {
            return null;
        }

        DateTimeOffset from = Min(ran.Min(step => step.StartedAt!.Value), report.Scope.RequestedAt), to = ran.Max(step => step.EndedAt!.Value);
        double scale = (Width - Left - Right) / Math.Max(1, (to - from).TotalMilliseconds);
        var critical = path.ToHashSet(StringComparer.Ordinal);
        var drawing = new XElement(Svg + "svg");
        double y = Top;
        foreach (IGrouping<string, EvidenceStep> stage in ran.GroupBy(step => step.Stage, StringComparer.Ordinal))
        {
            List<List<EvidenceStep>> rows = Pack(stage);
            double row = Math.Min(TallestRow, TallestLane / rows.Count), height = row * rows.Count;
            drawing.Add(
                new XElement(Svg + "rect", At("x", Left), At("y", y), At("width", Width - Left - Right), At("height", height), Is("fill", "currentColor"), Is("fill-opacity", "0.06")),
                new XElement(Svg + "text", At("x", 4), At("y", y + Math.Min(height, TallestRow) - 4), Is("fill", "currentColor"), Is("font-size", "12"), ReportText.Clean(stage.Key)),
                rows.SelectMany((steps, position) => steps.Select(step => Bar(step, from, scale, y + (position * row), row, critical.Contains(step.Id)))));
            y += height + LaneGap;
        }

        drawing.AddFirst(Axis(from, to, scale, y));
        drawing.Add(Is("viewBox", $"0 0 {Number(Width)} {Number(y + 4)}"), Is("role", "img"), Is("font-family", "system-ui,sans-serif"));
        return new ReportFigure(
            $"From {EvidenceText.Show(from)} to {EvidenceText.Show(to)}: a lane per stage, a bar per step. Bars with a thick frame are the critical path, "
            + $"{path.Count} steps that decided how long it took.",
            drawing);
    }

    // Steps that overlap go into rows of their own; a row takes the next step that begins after its last one has ended.
    private static List<List<EvidenceStep>> Pack(IEnumerable<EvidenceStep> steps)
    {
        var rows = new List<List<EvidenceStep>>();
        foreach (EvidenceStep step in steps.OrderBy(step => step.StartedAt).ThenBy(step => step.Id, StringComparer.Ordinal))
        {
            List<EvidenceStep>? row = rows.Find(one => one[^1].EndedAt <= step.StartedAt);
            if (row is null)
            {
                rows.Add(row = []);
            }

            row.Add(step);
        }

        return rows;
    }

    private static XElement Bar(EvidenceStep step, DateTimeOffset from, double scale, double y, double height, bool isCritical) => new(
        Svg + "rect",
        At("x", Left + ((step.StartedAt!.Value - from).TotalMilliseconds * scale)), At("y", y + (height * 0.1)),
        At("width", Math.Max(1, step.Duration!.Value.TotalMilliseconds * scale)), At("height", height * 0.8),
        Is("fill", step.Tone switch { EvidenceTone.Bad => "#c62828", EvidenceTone.Warning => "#c77700", _ => "#2e7d32" }),
        Is("fill-opacity", isCritical ? "1" : "0.55"),
        isCritical ? [Is("stroke", "currentColor"), Is("stroke-width", "2"), Is("data-critical", "true")] : Array.Empty<XAttribute>(),
        new XElement(
            Svg + "title",
            ReportText.Clean($"{step.Action} {step.Subject}: {step.Status}, {EvidenceText.Show(step.Duration)}{(isCritical ? ", critical path" : "")}")));

    private static IEnumerable<XElement> Axis(DateTimeOffset from, DateTimeOffset to, double scale, double bottom) =>
        Enumerable.Range(0, Ticks + 1).SelectMany(tick =>
        {
            TimeSpan after = (to - from) / Ticks * tick;
            double x = Left + (after.TotalMilliseconds * scale);
            return new[]
            {
                new XElement(Svg + "line", At("x1", x), At("x2", x), At("y1", Top - 6), At("y2", bottom), Is("stroke", "currentColor"), Is("stroke-opacity", "0.2")),
                new XElement(
                    Svg + "text", At("x", x), At("y", Top - 10), Is("fill", "currentColor"), Is("font-size", "11"),
                    Is("text-anchor", tick == 0 ? "start" : tick == Ticks ? "end" : "middle"), $"+{EvidenceText.Show(after)}"),
            };
        });

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static XAttribute At(string name, double value) => new(name, Number(value));

    private static XAttribute Is(string name, string value) => new(name, value);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
