using AmlDr.Azure.Sweeping;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Records that the primary has deleted assets, and does in the secondary what the policy says.</summary>
/// <param name="applier">Does it.</param>
/// <param name="logger">The log.</param>
public sealed class ApplyDeletions(DeletionApplier applier, ILogger<ApplyDeletions> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">Which assets.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The counts.</returns>
    [Function(nameof(ApplyDeletions))]
    public async Task<DeletionCounts> RunAsync(
        [ActivityTrigger] ApplyDeletionsInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        DeletionCounts counts = await applier.ApplyAsync(
            input.Pair, input.Kind, input.SweepId, input.Part,
            asset => MirrorScheduler.IsActiveAsync(client, asset.ToMirrorInstanceId(input.Pair), cancellationToken), cancellationToken);
        logger.DeletionsRecorded(input.Pair, input.Kind, counts.Recorded, counts.Failed, counts.UnderWay);
        return counts;
    }
}
