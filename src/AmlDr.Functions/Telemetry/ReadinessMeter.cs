using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AmlDr.Azure.Copying;
using AmlDr.Core.Readiness;

namespace AmlDr.Functions.Telemetry;

/// <summary>
/// Metrics of readiness: <c>amldr.readiness.failures</c> and <c>amldr.readiness.unknown</c> (checks of the last report, by pair). Before the
/// first report, and in a process that has not looked at it yet, they show none, which is not zero.
/// </summary>
public sealed class ReadinessMeter
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<ReadinessVerdict, int>> _latest = new(StringComparer.Ordinal);

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes meters.</param>
    public ReadinessMeter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create(CopyMeter.MeterName);
        meter.CreateObservableGauge("amldr.readiness.failures", () => Measure(ReadinessVerdict.Fail), "{check}", "Checks that failed in the last report.");
        meter.CreateObservableGauge("amldr.readiness.unknown", () => Measure(ReadinessVerdict.Unknown), "{check}", "Checks that could not be judged in the last report.");
    }

    internal void Report(string pair, IReadOnlyDictionary<ReadinessVerdict, int> counts) => _latest[pair] = counts;

    private IEnumerable<Measurement<int>> Measure(ReadinessVerdict verdict) => _latest.Select(report =>
        new Measurement<int>(report.Value.GetValueOrDefault(verdict), new KeyValuePair<string, object?>("amldr.pair", report.Key)));
}
