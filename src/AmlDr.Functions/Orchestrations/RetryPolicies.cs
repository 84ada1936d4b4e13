using AmlDr.Core.Failures;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>When a failed activity is run again.</summary>
internal static class RetryPolicies
{
    /// <summary>
    /// Six attempts: after 1, 2, 4, 8 and 16 seconds. Only for failures that may pass; the others need somebody to change something.
    /// </summary>
    public static TaskOptions Transient { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 6, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2)
        {
            HandleFailure = MayPass,
        });

    /// <summary>
    /// Ten attempts: after 2, 4, 8, 16, 32 and from then on every 60 seconds, about five and a half minutes. For the control store, without which
    /// nothing can be remembered.
    /// </summary>
    public static TaskOptions ControlStore { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2,
            maxRetryInterval: TimeSpan.FromSeconds(60))
        {
            HandleFailure = MayPass,
        });

    /// <summary>
    /// Six attempts: after 1, 2, 4, 8 and 16 seconds. For steps of an operation, which look before they write: for them a conflict may pass too,
    /// because the service refuses a second change while the first one goes on.
    /// </summary>
    public static TaskOptions Step { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 6, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2)
        {
            HandleFailure = failure => MayPass(failure) || failure.IsCausedBy<ConflictException>(),
        });

    /// <summary>
    /// Eight attempts: after 1, 3, 9, 27, 81 and from then on every 120 seconds, about six minutes. For notifications, which nobody must wait for and
    /// whose receivers ask for no more than a message per second.
    /// </summary>
    public static TaskOptions Notification { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 3,
            maxRetryInterval: TimeSpan.FromSeconds(120))
        {
            HandleFailure = MayPass,
        });

    private static bool MayPass(TaskFailureDetails failure) =>
        failure.IsCausedBy<TransientException>() || failure.IsCausedBy<ThrottledException>();
}
