using System.Diagnostics.Metrics;
using AmlDr.Azure.Copying;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Telemetry;

/// <summary>
/// Metrics of mirroring: <c>amldr.mirror.outcomes</c> (count, by pair, kind and state) and <c>amldr.mirror.lag</c> (seconds from the primary's
/// last change to the verified presence in the secondary).
/// </summary>
public sealed class MirrorMeter
{
    private readonly Counter<long> _outcomes;
    private readonly Histogram<double> _lag;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes meters.</param>
    public MirrorMeter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create(CopyMeter.MeterName);
        _outcomes = meter.CreateCounter<long>("amldr.mirror.outcomes", "{asset}", "Mirrorings that ended, by state.");
        _lag = meter.CreateHistogram<double>("amldr.mirror.lag", "s", "From the primary's last change to the verified presence in the secondary.");
    }

    internal void CountOutcome(string pair, AssetRecord record)
    {
        var pairTag = new KeyValuePair<string, object?>("amldr.pair", pair);
        var kindTag = new KeyValuePair<string, object?>("amldr.kind", record.Asset.Kind);
        _outcomes.Add(1, pairTag, kindTag, new KeyValuePair<string, object?>("amldr.state", record.State.ToString()));
        if (record is { State: AssetState.Mirrored, Lag: { } lag })
        {
            _lag.Record(lag.TotalSeconds, pairTag, kindTag);
        }
    }
}
