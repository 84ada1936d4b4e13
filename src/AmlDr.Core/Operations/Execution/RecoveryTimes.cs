namespace AmlDr.Core.Operations.Execution;

/// <summary>What an operation achieved. Words as in the design: RTO from the request to the verified service, RPO the age of the oldest change lost.</summary>
/// <param name="RtoSeconds">The recovery time; null while the service is not verified.</param>
/// <param name="WaitedSeconds">How much of it was spent waiting for people.</param>
/// <param name="RpoSeconds">The recovery point.</param>
public sealed record RecoveryTimes(double? RtoSeconds, double WaitedSeconds, double RpoSeconds)
{
    /// <summary>Works the times out.</summary>
    /// <param name="requestedAt">When the request came.</param>
    /// <param name="verifiedAt">When the last stage that proves the service was done; null before.</param>
    /// <param name="waits">The spans in which the operation waited for people; an open one ends now.</param>
    /// <param name="rpo">The age of the oldest change that was not mirrored when the mirror stopped.</param>
    /// <returns>The times.</returns>
    public static RecoveryTimes Of(
        DateTimeOffset requestedAt, DateTimeOffset? verifiedAt, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> waits, TimeSpan rpo)
    {
        ArgumentNullException.ThrowIfNull(waits);
        double waited = waits
            .Select(wait => (wait.From, To: verifiedAt is { } end && wait.To > end ? end : wait.To))
            .Sum(wait => Math.Max(0, (wait.To - wait.From).TotalSeconds));
        return new RecoveryTimes(
            verifiedAt is { } verified ? Math.Round(Math.Max(0, (verified - requestedAt).TotalSeconds), 3) : null,
            Math.Round(waited, 3), Math.Round(Math.Max(0, rpo.TotalSeconds), 1));
    }
}
