using System.Text.Json.Nodes;
using System.Xml.Linq;
using AmlDr.Core.Assets;
using AmlDr.Core.Audits;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Tests.Audits;

public class AuditReportTests
{
    private static readonly DateTimeOffset Began = new(2026, 5, 1, 3, 30, 0, TimeSpan.Zero);
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(3, 0, 0, 0, 0, false, AuditVerdict.Equal, 1)]
    [InlineData(3, 1, 0, 0, 0, false, AuditVerdict.Drift, 0.75)]
    [InlineData(3, 1, 0, 0, 1, false, AuditVerdict.Mended, 0.75)]
    [InlineData(3, 1, 0, 0, 1, true, AuditVerdict.Incomplete, 0.75)]
    [InlineData(3, 0, 1, 0, 0, false, AuditVerdict.Drift, 1)]
    [InlineData(3, 0, 0, 1, 0, false, AuditVerdict.Incomplete, 0.75)]
    [InlineData(0, 0, 0, 0, 0, true, AuditVerdict.Incomplete, 1)]
    [InlineData(0, 0, 0, 0, 0, false, AuditVerdict.Equal, 1)]
    public void SumUp_Counts_GiveVerdictAndCoverage(
        int match, int missing, int extra, int error, int mended, bool isUnread, AuditVerdict verdict, double coverage)
    {
        var kind = new AuditKind("model") { Match = match, Missing = missing, Extra = extra, Error = error };

        (_, double covered, AuditVerdict said) = AuditReport.SumUp([kind], isUnread ? [new AuditUnread("X", "y")] : [], new AuditRepair { Mended = mended });

        Assert.Equal((verdict, coverage), (said, covered));
    }

    [Fact]
    public void Summarize_MendedDrift_IsNoDriftAnyMore()
    {
        AuditSummary summary = (Report() with { Repair = new AuditRepair { Mended = 2 } }).Summarize("blob");

        Assert.Equal(1, summary.Drift);
    }

    [Fact]
    public void Create_Html_HoldsMatrixTrendAndFindings()
    {
        AuditReport report = Report();
        AuditSummary[] history = [report.Summarize("b"), report.Summarize("a") with { Id = "older", StartedAt = Began.AddDays(-1), Counts = new Dictionary<AuditClass, int>() }];

        string html = HtmlRenderer.Render(AuditPage.Create(report, history));

        XElement page = XElement.Parse(html["<!DOCTYPE html>".Length..]);
        XElement matrix = Section(page, "Coverage by kind");
        Assert.Equal(["model", "environment", "All"], matrix.Descendants("tbody").Elements("tr").Select(row => row.Element("td")!.Value));
        Assert.Equal("8", matrix.Descendants("tbody").Elements("tr").First().Elements("td").ElementAt(1).Value);

        // A bar per class that has any, one for the audit without drift, and the legend.
        Assert.Equal(3 + 1 + 4, Section(page, "Trend").Descendants(Svg + "rect").Count());
        Assert.Contains("'properties.tags' should be", Section(page, "Findings").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Create_Markdown_SaysWhatTheDrawingShows()
    {
        AuditReport report = Report();

        string markdown = MarkdownRenderer.Render(AuditPage.Create(report, [report.Summarize("b")]));

        Assert.StartsWith("# Audit of churn-prod", markdown, StringComparison.Ordinal);
        Assert.Contains("audit by audit", markdown, StringComparison.Ordinal);
        Assert.Contains("| Missing | model | gone:1 |", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void OfFields_Secret_HidesBothValues()
    {
        IAssetKind kind = KindCatalog.CreateDefault()[KindNames.OnlineDeployment];
        IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(Variables("s3cr3t"), Variables("0ther"), kind);

        AuditReason reason = Assert.Single(AuditReasons.OfFields(differences, kind, new SecretPolicy()));

        Assert.Equal((true, null, null, "properties.environmentVariables.API_KEY"), (reason.IsSecret, reason.Expected, reason.Actual, reason.Field));
        Assert.DoesNotContain("s3cr3t", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfFields_FixedAtCreation_SaysSoAndIsShortened()
    {
        IAssetKind kind = KindCatalog.CreateDefault()[KindNames.Environment];
        IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(Image(new string('a', 500)), Image("b"), kind);

        AuditReason reason = Assert.Single(AuditReasons.OfFields(differences, kind, new SecretPolicy()));

        Assert.Contains("does not let it be changed", reason.Message, StringComparison.Ordinal);
        Assert.Contains("(502 characters)", reason.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ManyReasons_KeepsTheFirstAndCountsTheOthers()
    {
        AuditReason[] reasons = [.. Enumerable.Range(0, 30).Select(i => new AuditReason("Field", $"{i}"))];

        AuditFinding finding = AuditFinding.Of(new AssetId("model", "m", "1"), AuditClass.Differs, reasons, true).With([new AuditReason("X", "last")]);

        Assert.Equal((AuditReasons.Most, 11), (finding.Reasons.Count, finding.MoreReasons));
    }

    private static XElement Section(XElement page, string title) =>
        page.Descendants("section").Single(section => section.Element("h2")!.Value.StartsWith(title, StringComparison.Ordinal));

    private static AuditReport Report()
    {
        AuditKind[] kinds = [new AuditKind("model") { Match = 8, Missing = 1, Differs = 1 }, new AuditKind("environment") { Match = 3, Extra = 1 }];
        (IReadOnlyDictionary<AuditClass, int> counts, double coverage, AuditVerdict verdict) = AuditReport.SumUp(kinds, [], null);
        return new AuditReport
        {
            Id = "a1", Pair = "churn-prod", Primary = "p", Secondary = "s", Level = AuditLevel.Listing, StartedAt = Began, EndedAt = Began.AddMinutes(1),
            Verdict = verdict, Counts = counts, Coverage = coverage, Kinds = kinds, FindingCount = 3, FindingPages = 1,
            Findings =
            [
                AuditFinding.Of(new AssetId("model", "gone", "1"), AuditClass.Missing, [new AuditReason(AuditCodes.Missing, "The secondary does not hold it.")], true),
                AuditFinding.Of(
                    new AssetId("model", "tagged", "1"), AuditClass.Differs,
                    [new AuditReason(AuditCodes.Field, "'properties.tags' should be <b> and is \"c\".") { Field = "properties.tags", Expected = "<b>", Actual = "c" }], true),
            ],
        };
    }

    private static JsonObject Variables(string value) =>
        new() { ["properties"] = new JsonObject { ["environmentVariables"] = new JsonObject { ["API_KEY"] = value } } };

    private static JsonObject Image(string image) => new() { ["properties"] = new JsonObject { ["image"] = image } };
}
