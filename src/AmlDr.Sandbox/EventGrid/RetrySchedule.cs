namespace AmlDr.Sandbox.EventGrid;

/// <summary>When an undelivered event is tried again.</summary>
internal static class RetrySchedule
{
    /// <summary>Wait before the dead letter is written, after the last attempt.</summary>
    public static readonly TimeSpan BeforeDeadLetter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>Answers after which an event is never tried again.</summary>
    public static bool IsFinal(int status) => status is 400 or 401 or 403 or 413;

    /// <summary>The published wait after so many attempts; some answers ask for a longer one.</summary>
    public static TimeSpan After(int attempts, int status)
    {
        TimeSpan wait = Waits[Math.Min(attempts, Waits.Length) - 1];
        TimeSpan least = status switch
        {
            404 => TimeSpan.FromMinutes(5),
            408 => TimeSpan.FromMinutes(2),
            503 => TimeSpan.FromSeconds(30),
            _ => TimeSpan.FromSeconds(10),
        };
        return wait > least ? wait : least;
    }
}
