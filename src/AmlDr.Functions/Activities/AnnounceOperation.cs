using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Notifications;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Functions.Operations;
using AmlDr.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Activities;

/// <summary>Has the policy's targets told what has happened in an operation: an orchestration each, so that nobody waits for a receiver.</summary>
/// <param name="operations">The operations.</param>
/// <param name="pairs">The pairs.</param>
public sealed class AnnounceOperation(OperationStore operations, PairRegistry pairs)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What is to be told.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When every message is on its way.</returns>
    [Function(nameof(AnnounceOperation))]
    public async Task RunAsync([ActivityTrigger] AnnounceOperationInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        OperationRecord operation = await operations.GetAsync(input.Operation.Operation, cancellationToken);
        Pair pair = pairs[operation.Pair];
        foreach (NotificationMessage message in OperationNews.Of(operation, pair, input.After, input.Evidence))
        {
            foreach (NotificationRule rule in pair.Policy.Notifications.Where(rule => rule.Wants(message.Event)))
            {
                await OnceStarter.StartAsync(
                    client, nameof(TellTarget), $"tell|{message.Id}|{rule.Target}|{rule.Format}", new SendNotificationInput(rule.Target, rule.Format, message),
                    cancellationToken);
            }
        }
    }
}
