using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AmlDr.Azure.Copying;
using AmlDr.Core.Signals;

namespace AmlDr.Functions.Telemetry;

/// <summary>
/// The metrics of the signals, named as <c>infra/signals.json</c> names them, by pair; <c>amldr.readiness.failures</c> is <see cref="ReadinessMeter"/>'s.
/// What is not known shows no value, which is not zero: alerts take it for bad.
/// </summary>
public sealed class SignalMeter
{
    private const string Readiness = "readiness";
    private readonly ConcurrentDictionary<string, SignalFacts> _latest = new(StringComparer.Ordinal);
    private readonly ReadinessMeter _readiness;
    private readonly TimeProvider _clock;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes meters.</param>
    /// <param name="readiness">The readiness metrics, which a process that has made no report takes from the last one.</param>
    /// <param name="clock">The clock.</param>
    public SignalMeter(IMeterFactory meters, ReadinessMeter readiness, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _readiness = readiness;
        _clock = clock;
        Meter meter = meters.Create(CopyMeter.MeterName);
        foreach (SignalDefinition signal in SignalCatalog.All.Where(signal => signal.Key != Readiness))
        {
            meter.CreateObservableGauge(signal.Metric, () => Measure(signal.Key), signal.Unit, signal.Title);
        }
    }

    internal void Report(SignalFacts facts)
    {
        _latest[facts.Pair] = facts;
        if (facts.Readiness is { } readiness)
        {
            _readiness.Report(facts.Pair, readiness);
        }
    }

    private IEnumerable<Measurement<double>> Measure(string key)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        foreach (SignalFacts facts in _latest.Values)
        {
            if (facts.ValueOf(key, now) is { } value)
            {
                yield return new Measurement<double>(value, new KeyValuePair<string, object?>("amldr.pair", facts.Pair));
            }
        }
    }
}
