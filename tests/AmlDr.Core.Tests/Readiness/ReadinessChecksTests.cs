using AmlDr.Core.Readiness;

namespace AmlDr.Core.Tests.Readiness;

public class ReadinessChecksTests
{
    public static IEnumerable<object[]> Cases() => CheckCases.All.Select(one => new object[] { one.Check, one.Name });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_World_SaysWhatItIs(string check, string name)
    {
        CheckCase expected = CheckCases.All.Single(one => one.Check == check && one.Name == name);
        var world = new ReadinessWorld();
        expected.Change(world);

        CheckOutcome outcome = ReadinessChecks.Find(check)!.Judge(world.Snapshot());

        Assert.True(expected.Verdict == outcome.Verdict, $"{outcome.Verdict}: {string.Join(" / ", outcome.Findings.Select(finding => finding.Reason))}");
        Assert.Contains(expected.Reason, outcome.Findings[0].Reason, StringComparison.Ordinal);
        Assert.All(outcome.Findings, finding => Assert.Equal(finding.Verdict == ReadinessVerdict.Pass, finding.Remedy is null));
        if (name == "denied")
        {
            Assert.Equal($"Grant {expected.Reason}.", outcome.Findings.First(finding => finding.Reason.Contains(expected.Reason, StringComparison.Ordinal)).Remedy);
        }
    }

    [Fact]
    public void Cases_EveryCheck_HasAPassAFailureAndADenial() => Assert.All(ReadinessChecks.All, check =>
    {
        CheckCase[] cases = [.. CheckCases.All.Where(one => one.Check == check.Id)];

        Assert.Contains(cases, one => one.Verdict == ReadinessVerdict.Pass);
        Assert.Contains(cases, one => one.Name != "denied" && one.Verdict != ReadinessVerdict.Pass);
        Assert.Contains(cases, one => one.Name == "denied" && one.Verdict == ReadinessVerdict.Unknown);
    });

    [Fact]
    public void All_Checks_AreTheThirtyDemandsInOrder()
    {
        Assert.Equal(Enumerable.Range(1, 30), ReadinessChecks.All.Select(check => check.Row));
        Assert.Equal(30, ReadinessChecks.All.Select(check => check.Id).Distinct().Count());
    }

    [Fact]
    public void Judge_NothingCouldBeRead_NoCheckPasses()
    {
        var world = new ReadinessWorld();
        foreach (string side in new[] { "primary", "secondary" })
        {
            world.Break(ReadinessWorld.Workspace(side));
            foreach (string list in new[] { "datastores", "computes", "privateEndpointConnections", "outboundRules", "onlineEndpoints", "onlineDeployments", "batchEndpoints", "batchDeployments", "autoscale" })
            {
                world.Break($"{ReadinessWorld.Workspace(side)}/{list}");
            }
        }

        world.Break("jobs").Break("mirror").Break("references").Break("registries").Break("usages").Break("vmSizes").Break("deleted workspaces");
        AmlDr.Core.Readiness.Snapshots.ReadinessSnapshot snapshot = world.Snapshot();

        Assert.All(ReadinessChecks.All, check => Assert.Equal(ReadinessVerdict.Unknown, check.Judge(snapshot).Verdict));
    }
}
