using AmlDr.Azure.Mirroring;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Signals;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Triggers;

/// <summary>Takes the signals of every pair anew on the schedule of the app setting <c>AmlDrSignalSchedule</c> (NCRONTAB, six fields).</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="refresher">Takes them.</param>
public sealed class SignalTimer(PairRegistry pairs, SignalRefresher refresher)
{
    /// <summary>Runs on schedule.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the metrics show the signals of every pair.</returns>
    [Function("RefreshSignalsOnSchedule")]
    public async Task RunAsync([TimerTrigger("%AmlDrSignalSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (Pair pair in pairs.All)
        {
            await refresher.RefreshAsync(pair.Name, cancellationToken);
        }
    }
}
