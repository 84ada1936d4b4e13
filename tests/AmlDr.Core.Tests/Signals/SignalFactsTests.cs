using AmlDr.Core.Readiness;
using AmlDr.Core.Signals;

namespace AmlDr.Core.Tests.Signals;

public class SignalFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_NothingKnown_IsNoDataAndUnhealthy()
    {
        IReadOnlyList<SignalReading> readings = new SignalFacts { Pair = "p" }.Read(Now);

        Assert.Equal(
            ["rpo", "coverage", "drift", "assets-failing", "dead-letters", "sweep-age", "audit-age", "readiness"], readings.Select(reading => reading.Key));
        Assert.All(readings, reading => Assert.Equal((SignalState.NoData, null), (reading.State, reading.Value)));
        Assert.All(readings, reading => Assert.NotEmpty(reading.Remedy!));
        Assert.Equal("unhealthy", SignalFacts.StatusOf(readings));
    }

    [Fact]
    public void Read_EverythingWell_IsHealthy()
    {
        IReadOnlyList<SignalReading> readings = Well().Read(Now);

        Assert.All(readings, reading => Assert.Equal((SignalState.Ok, null), (reading.State, reading.Remedy)));
        Assert.Equal("healthy", SignalFacts.StatusOf(readings));
    }

    [Fact]
    public void Read_EachSignalWrong_IsAnAlertWithThePairsRemedy()
    {
        SignalFacts facts = Well();
        (string Key, SignalFacts Facts, double Value, string Status)[] wrong =
        [
            ("rpo", facts with { Figures = Figures(oldest: Now.AddHours(-2)) }, 7200, "unhealthy"),
            ("coverage", facts with { Figures = Figures(mirrored: 1, failed: 1) }, 0.5, "degraded"),
            ("assets-failing", facts with { Figures = Figures(mirrored: 999, stuck: 2) }, 2, "degraded"),
            ("drift", facts with { Drift = 3 }, 3, "degraded"),
            ("dead-letters", facts with { DeadLetters = 1 }, 1, "degraded"),
            ("sweep-age", facts with { SweptAt = Now.AddHours(-3) }, 10800, "unhealthy"),
            ("audit-age", facts with { AuditedAt = Now.AddDays(-3) }, 259200, "degraded"),
            ("readiness", facts with { Readiness = new Dictionary<ReadinessVerdict, int> { [ReadinessVerdict.Fail] = 2 } }, 2, "degraded"),
        ];
        foreach ((string key, SignalFacts one, double value, string status) in wrong)
        {
            IReadOnlyList<SignalReading> readings = one.Read(Now);
            SignalReading reading = readings.Single(reading => reading.Key == key);
            Assert.Equal((SignalState.Alert, value), (reading.State, reading.Value));
            Assert.DoesNotContain("{pair}", reading.Remedy, StringComparison.Ordinal);
            Assert.Equal(status, SignalFacts.StatusOf(readings));
        }
    }

    private static SignalFacts Well() => new()
    {
        Pair = "p", Figures = Figures(), Drift = 0, DeadLetters = 0, SweptAt = Now.AddMinutes(-10), AuditedAt = Now.AddHours(-3),
        Readiness = new Dictionary<ReadinessVerdict, int> { [ReadinessVerdict.Pass] = 30 },
    };

    private static PairFigures Figures(int mirrored = 1000, int failed = 0, int stuck = 0, DateTimeOffset? oldest = null) => new(
        Now, new Dictionary<string, IReadOnlyDictionary<string, int>> { ["model"] = new Dictionary<string, int> { ["Mirrored"] = mirrored, ["Failed"] = failed, ["Skipped"] = 5 } },
        oldest, stuck);
}
