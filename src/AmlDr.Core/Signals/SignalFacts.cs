using AmlDr.Core.Readiness;

namespace AmlDr.Core.Signals;

/// <summary>What signals of a pair are told by. What is null is not known.</summary>
public sealed record SignalFacts
{
    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>What the ledger says; null when nobody has looked for long.</summary>
    public PairFigures? Figures { get; init; }

    /// <summary>The assets that the last audit found to have drifted, and that its repair did not mend.</summary>
    public int? Drift { get; init; }

    /// <summary>The dead letters that the last drain found; 0 where there is no container of dead letters.</summary>
    public int? DeadLetters { get; init; }

    /// <summary>When the last sweep ended that could compare every kind.</summary>
    public DateTimeOffset? SweptAt { get; init; }

    /// <summary>When the last audit ended that could read everything.</summary>
    public DateTimeOffset? AuditedAt { get; init; }

    /// <summary>How many checks said what in the last readiness report.</summary>
    public IReadOnlyDictionary<ReadinessVerdict, int>? Readiness { get; init; }

    /// <summary>Gives the value of a signal.</summary>
    /// <param name="key">The signal.</param>
    /// <param name="now">The time.</param>
    /// <returns>The value; null when it is not known.</returns>
    public double? ValueOf(string key, DateTimeOffset now) => key switch
    {
        "rpo" => Figures is null ? null : Figures.RpoSeconds(now),
        "coverage" => Figures?.Coverage,
        "assets-failing" => Figures?.Failing,
        "drift" => Drift,
        "dead-letters" => DeadLetters,
        "sweep-age" => Age(SweptAt, now),
        "audit-age" => Age(AuditedAt, now),
        "readiness" => Readiness?.GetValueOrDefault(ReadinessVerdict.Fail),
        _ => null,
    };

    /// <summary>Reads all signals.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The signals, in the order of the catalog.</returns>
    public IReadOnlyList<SignalReading> Read(DateTimeOffset now) =>
    [
        .. SignalCatalog.All.Select(signal =>
        {
            double? value = ValueOf(signal.Key, now);
            SignalState state = value is null ? SignalState.NoData : signal.IsBad(value.Value) ? SignalState.Alert : SignalState.Ok;
            return new SignalReading(
                signal.Key, signal.Metric, signal.Title, state, value is null ? null : Math.Round(value.Value, 3), signal.Threshold,
                state == SignalState.Ok ? null : signal.Remedy.Replace("{pair}", Pair, StringComparison.Ordinal));
        }),
    ];

    /// <summary>Sums signals up.</summary>
    /// <param name="readings">The signals.</param>
    /// <returns><c>unhealthy</c> when one is not known or badly wrong, <c>degraded</c> when one is wrong, else <c>healthy</c>.</returns>
    public static string StatusOf(IReadOnlyList<SignalReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        return readings.Any(reading => reading.State == SignalState.NoData || (reading.State == SignalState.Alert && SeverityOf(reading.Key) <= 1)) ? "unhealthy"
            : readings.Any(reading => reading.State == SignalState.Alert) ? "degraded"
            : "healthy";
    }

    private static int SeverityOf(string key) => SignalCatalog.All.First(signal => signal.Key == key).Severity;

    private static double? Age(DateTimeOffset? time, DateTimeOffset now) => time is { } then ? Math.Max(0, (now - then).TotalSeconds) : null;
}
