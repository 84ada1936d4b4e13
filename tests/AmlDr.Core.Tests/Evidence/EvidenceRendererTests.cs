using System.Xml.Linq;
using AmlDr.Core.Evidence;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Tests.Evidence;

public class EvidenceRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToReport_Html_IsWellFormedLoadsNothingAndRunsNothing()
    {
        string html = Html(EvidenceSamples.Report(EvidenceSamples.Evil));

        XDocument page = XDocument.Parse(html);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "href" or "src");
        Assert.Contains("<script>alert(1)</script>", page.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ToReport_Html_ShowsALanePerStageAndMarksTheCriticalPath()
    {
        XDocument page = XDocument.Parse(Html(EvidenceSamples.Report()));

        XElement[] bars = [.. page.Descendants(Svg + "rect").Where(bar => bar.Element(Svg + "title") is not null)];
        Assert.Equal(4, bars.Length);
        Assert.Equal(3, bars.Count(bar => (string?)bar.Attribute("data-critical") == "true"));
        Assert.Equal(["Activate", "Verify"], page.Descendants(Svg + "text").Select(text => text.Value).Where(text => text[0] != '+'));

        // a and b ran side by side, so they stand in rows of their own; c follows a in its row.
        double[] rows = [.. bars.Select(bar => (double)bar.Attribute("y")!)];
        Assert.Equal(3, rows.Distinct().Count());
        Assert.All(bars, bar => Assert.InRange((double)bar.Attribute("x")! + (double)bar.Attribute("width")!, 150, 1000));
    }

    [Fact]
    public void ToReport_Markdown_ShowsWhatAuditorsAskFor()
    {
        string markdown = MarkdownRenderer.Render(EvidenceRenderer.ToReport(EvidenceSamples.Report(), "abc"));

        Assert.Contains("**Recovery time (RTO)**: 30\\.0 s, of which 2.0 s waiting for people", markdown, StringComparison.Ordinal);
        Assert.Contains("1 min 15 s", markdown, StringComparison.Ordinal);
        Assert.Contains("**SHA-256 of the chain**: abc", markdown, StringComparison.Ordinal);
        Assert.Contains("| capacity | 1 | 3 | no |", markdown, StringComparison.Ordinal);
        Assert.Contains("| dns | west | west | yes |", markdown, StringComparison.Ordinal);
        Assert.Contains("kim", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_NothingRan_SaysSo()
    {
        EvidenceReport report = EvidenceSamples.Report() with
        {
            Steps = [], Exceptions = [], Acts = [], Conditions = [], Versions = [],
            Outcome = new EvidenceOutcome("Refused", EvidenceTone.Bad, DateTimeOffset.UnixEpoch, 0, 0),
        };

        string markdown = MarkdownRenderer.Render(EvidenceRenderer.ToReport(report, "abc"));

        Assert.Contains("No step ran.", markdown, StringComparison.Ordinal);
        Assert.Contains("not measured", markdown, StringComparison.Ordinal);
        XDocument.Parse(Html(report));
    }

    [Fact]
    public void ToReport_ThousandsOfStepsAtOnce_StayInTheirLane()
    {
        EvidenceReport report = EvidenceSamples.Report() with
        {
            Steps = [.. Enumerable.Range(0, 2500).Select(number => EvidenceSamples.Step($"s{number}", "Activate", 1, 60))],
        };

        XElement svg = XDocument.Parse(Html(report)).Descendants(Svg + "svg").Single();

        double height = double.Parse(((string)svg.Attribute("viewBox")!).Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(height, 200, 300);
    }

    private static string Html(EvidenceReport report) => HtmlRenderer.Render(EvidenceRenderer.ToReport(report, "abc"));
}
