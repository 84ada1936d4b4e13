using AmlDr.Azure.Notifications;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Tells one target of something. Called with the retry policy <see cref="Orchestrations.RetryPolicies.Notification"/>.</summary>
/// <param name="notifier">Does it.</param>
public sealed class SendNotification(WebhookNotifier notifier)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What is told to whom.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the target has taken it.</returns>
    [Function(nameof(SendNotification))]
    public Task RunAsync([ActivityTrigger] SendNotificationInput input, CancellationToken cancellationToken) =>
        notifier.SendAsync(input.Target, input.Format, input.Message, cancellationToken);
}
