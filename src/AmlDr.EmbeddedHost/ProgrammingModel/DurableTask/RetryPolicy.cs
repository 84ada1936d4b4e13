using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>A declarative retry policy: so many attempts, with growing pauses between them.</summary>
public class RetryPolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">Pause between the first and the second attempt; more than zero.</param>
    /// <param name="backoffCoefficient">Factor from one pause to the next; at least 1.</param>
    /// <param name="maxRetryInterval">Longest pause; default one hour. <see cref="Timeout.InfiniteTimeSpan"/> means no limit.</param>
    /// <param name="retryTimeout">No further attempt after this time from the first one; default no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = static _ => true;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Pause between the first and the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Factor from one pause to the next.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Longest pause between two attempts.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>No further attempt after this time from the first one.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>What <see cref="HandleFailure"/> set, on exceptions; true for every failure by default.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>
    /// Decides by the failure whether a further attempt makes sense. It is not asked after the last attempt, and must be deterministic.
    /// </summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            Handle = exception => value(
                exception is TaskFailedException failed ? failed.FailureDetails : TaskFailureDetails.FromException(exception));
        }
    }

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan firstRetryInterval, string name)
    {
        if (value is { } given && given != Timeout.InfiniteTimeSpan && given < firstRetryInterval)
        {
            throw new ArgumentOutOfRangeException(name, given, $"The value for {name} must not be shorter than firstRetryInterval ({firstRetryInterval}).");
        }
    }
}
