using AmlDr.Core.Readiness;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Tests.Readiness;

public class ReadinessJudgeTests
{
    private static readonly DateTimeOffset Now = ReadinessWorld.Now;

    [Fact]
    public void Judge_EverythingAsAsked_Passes()
    {
        ReadinessReport report = ReadinessJudge.Judge(new ReadinessWorld().Snapshot(), [], "r1");

        Assert.Equal(ReadinessVerdict.Pass, report.Verdict);
        Assert.Equal(30, report.Counts[ReadinessVerdict.Pass]);
        Assert.Equal(30, report.Checks.Count);
        Assert.Equal(("r1", "churn", Now), (report.Id, report.Pair, report.TakenAt));
    }

    [Fact]
    public void Judge_UnknownAndAttested_IsAttestedUntilItExpires()
    {
        var world = new ReadinessWorld();
        world.Add($"{ReadinessWorld.Workspace("primary")}/computes", """{"name":"dbx","properties":{"computeType":"Databricks"}}""");
        Attestation word = Word("customer-managed-data", Now.AddDays(1));

        CheckResult counted = Check(ReadinessJudge.Judge(world.Snapshot(), [word], "r"), word.Check);
        ReadinessReport late = ReadinessJudge.Judge(world.Snapshot(), [word with { ExpiresAt = Now }], "r");

        Assert.Equal((ReadinessVerdict.Attested, word), (counted.Verdict, counted.Attestation));
        Assert.Contains("Databricks", counted.Findings[0].Reason, StringComparison.Ordinal);
        Assert.Equal((ReadinessVerdict.Unknown, null), (Check(late, word.Check).Verdict, Check(late, word.Check).Attestation));
        Assert.Equal(word with { ExpiresAt = Now }, Assert.Single(late.UnusedAttestations));
    }

    [Fact]
    public void Judge_FailureAndAttested_StaysAFailure()
    {
        var world = new ReadinessWorld();
        world.Set(ReadinessWorld.Workspace("secondary"), "properties.keyVault", "/other");
        Attestation word = Word("one-key-vault", Now.AddDays(1));

        ReadinessReport report = ReadinessJudge.Judge(world.Snapshot(), [word], "r");

        Assert.Equal(ReadinessVerdict.Fail, Check(report, "one-key-vault").Verdict);
        Assert.Equal(ReadinessVerdict.Fail, report.Verdict);
        Assert.Equal(word, Assert.Single(report.UnusedAttestations));
    }

    [Fact]
    public void Judge_UnknownWithAWarning_AttestationLeavesTheWarning()
    {
        var world = new ReadinessWorld();
        world.Deny(ReadinessWorld.Registry).Set(ReadinessWorld.Account("secondary"), "sku.name", "Standard_LRS");

        CheckResult zones = Check(ReadinessJudge.Judge(world.Snapshot(), [Word("zones", Now.AddDays(1))], "r"), "zones");

        Assert.Equal(ReadinessVerdict.Warn, zones.Verdict);
        Assert.NotNull(zones.Attestation);
    }

    [Fact]
    public void Page_Report_ShowsWhatIsToBeDoneFirstAndEveryCheck()
    {
        var world = new ReadinessWorld();
        world.Set(ReadinessWorld.Workspace("secondary"), "properties.keyVault", "/<other>").Deny(ReadinessWorld.Registry);
        world.Add($"{ReadinessWorld.Workspace("primary")}/computes", """{"name":"dbx","properties":{"computeType":"Databricks"}}""");
        ReadinessReport report = ReadinessJudge.Judge(
            world.Snapshot(), [Word("customer-managed-data", Now.AddDays(1)), Word("jobs", Now.AddDays(-1))], "r");

        Report page = ReadinessPage.Create(report, [report.Summarize(), new ReadinessSummary("r0", Now.AddDays(-1), ReadinessVerdict.Pass, new Dictionary<ReadinessVerdict, int> { [ReadinessVerdict.Pass] = 30 })]);

        ReportTable todo = page.Sections.Single(section => section.Title == "To do").Tables.Single();
        Assert.Equal("Fail", todo.Rows[0][0].Text);
        Assert.Contains("Unknown", todo.Rows.Select(row => row[0].Text));
        Assert.DoesNotContain(todo.Rows, row => row[2].Text.StartsWith("Services that AmlDr cannot", StringComparison.Ordinal));
        Assert.Equal(30, page.Sections.Single(section => section.Title == "All checks").Tables.Single().Rows.Count);
        Assert.Equal(["counts", "expired"], page.Sections.Single(section => section.Title == "Attestations").Tables.Single().Rows.Select(row => row[5].Text));
        Assert.Equal(2, page.Sections.Single(section => section.Title == "Trend").Tables.Single().Rows.Count);
        Assert.DoesNotContain("<other>", HtmlRenderer.Render(page), StringComparison.Ordinal);
        Assert.Contains("Readiness of churn", MarkdownRenderer.Render(page), StringComparison.Ordinal);
    }

    private static CheckResult Check(ReadinessReport report, string id) => report.Checks.Single(check => check.Id == id);

    private static Attestation Word(string check, DateTimeOffset expires) => new(check, "kim", "looked at it in the portal", Now.AddDays(-2), expires);
}
