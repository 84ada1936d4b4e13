using AmlDr.Core.Readiness;

namespace AmlDr.Azure.Tests.Readiness;

/// <summary>Holds the page and the checks together.</summary>
public class ReadinessDocumentationTests
{
    [Fact]
    public void Page_Checks_AreThoseOfTheCodeInOrderWithTheirDemands()
    {
        string[][] rows = [.. Repository.Read("docs", "readiness.md").Split("## Checks")[1].Split("Notes:")[0].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

        Assert.Equal(ReadinessChecks.All.Select(check => $"`{check.Id}`: {check.Demand}"), rows.Select(cells => $"{cells[1]}: {cells[2]}"));
        Assert.All(rows, cells => Assert.NotEmpty(cells[3]));
    }

    [Fact]
    public void Page_Verdicts_AreThoseOfTheCode()
    {
        string page = Repository.Read("docs", "readiness.md").Split("## Verdicts")[1].Split("## Checks")[0];

        Assert.All(Enum.GetNames<ReadinessVerdict>(), verdict => Assert.Contains($"| `{verdict}` |", page, StringComparison.Ordinal));
    }
}
