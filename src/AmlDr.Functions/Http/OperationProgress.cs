using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Http;

/// <summary>How fast a sweep gets on.</summary>
/// <param name="IsComparing">True while lists are left to be compared: until then more may be found to differ, and the time left is a lower bound.</param>
/// <param name="Done">The differing assets that have come to an end, whichever.</param>
/// <param name="Left">The differing assets that have not, as far as they are known.</param>
/// <param name="ElapsedSeconds">The time since the sweep began, in seconds.</param>
/// <param name="PerSecond">The differing assets that come to an end per second, on average since the sweep began.</param>
/// <param name="SecondsLeft">How long the rest takes at that rate, in seconds; null when nothing has come to an end yet.</param>
public sealed record OperationProgress(bool IsComparing, int Done, int Left, double ElapsedSeconds, double PerSecond, double? SecondsLeft)
{
    /// <summary>Reads it off a summary.</summary>
    /// <param name="summary">What the sweep has done.</param>
    /// <param name="now">The time; that of its end when it has ended.</param>
    /// <returns>The progress.</returns>
    public static OperationProgress Of(SweepSummary summary, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(summary);
        int done = summary.Kinds.Sum(kind => kind.Done);
        int left = Math.Max(0, summary.Differing - done);
        double elapsed = Math.Max(0, ((summary.EndedAt ?? now) - summary.StartedAt).TotalSeconds);
        double rate = elapsed > 0 ? done / elapsed : 0;
        bool isComparing = summary.EndedAt is null && summary.Kinds.Any(kind => !kind.IsCompared && summary.Findings.All(finding => finding.Kind != kind.Kind));
        return new OperationProgress(
            isComparing, done, left, Math.Round(elapsed, 1), Math.Round(rate, 3),
            left == 0 ? 0 : rate > 0 ? Math.Round(left / rate, 1) : null);
    }
}
