namespace AmlDr.Core.Ledger;

/// <summary>
/// When sweeps try again what has failed: the next sweep after the first failure, then 1, 2, 4, 8 and 16 hours after each further one, and from
/// then on every 24 hours. So an asset that nobody mends costs next to nothing, and holds up no other.
/// </summary>
public static class RetrySchedule
{
    private const int LongestHours = 24;

    /// <summary>Gives the time that passes before the next attempt.</summary>
    /// <param name="failedAttempts">How many attempts in a row have failed, at least 1.</param>
    /// <returns>The time; zero after the first failure.</returns>
    public static TimeSpan DelayAfter(int failedAttempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failedAttempts, 1);
        return failedAttempts == 1 ? TimeSpan.Zero : TimeSpan.FromHours(Math.Min(LongestHours, 1 << Math.Min(failedAttempts - 2, 5)));
    }
}
