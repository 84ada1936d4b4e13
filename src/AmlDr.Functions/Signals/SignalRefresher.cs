using AmlDr.Azure.Signals;
using AmlDr.Core.Failures;
using AmlDr.Core.Signals;
using AmlDr.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Signals;

/// <summary>Takes the signals of a pair anew: for the metrics, for the log, and for who asks in the next minutes.</summary>
/// <param name="signals">The signals.</param>
/// <param name="meter">The metrics.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class SignalRefresher(SignalStore signals, SignalMeter meter, TimeProvider clock, ILogger<SignalRefresher> logger)
{
    /// <summary>Takes them.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When the metrics show them.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task RefreshAsync(string pair, CancellationToken cancellationToken)
    {
        SignalFacts facts = await signals.RefreshAsync(pair, cancellationToken);
        meter.Report(facts);
        foreach (SignalReading reading in facts.Read(clock.GetUtcNow()).Where(reading => reading.State != SignalState.Ok))
        {
            logger.SignalOpen(pair, reading.Key, reading.State, reading.Value, reading.Threshold, reading.Remedy!);
        }
    }
}
