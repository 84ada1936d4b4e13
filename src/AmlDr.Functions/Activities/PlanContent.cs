using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Lists an asset's files on both sides and says which are to be copied, in which shares.</summary>
/// <param name="planner">Does it.</param>
public sealed class PlanContent(ContentPlanner planner)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What is to be copied.</returns>
    [Function(nameof(PlanContent))]
    public Task<ContentSummary> RunAsync([ActivityTrigger] ContentTarget input, CancellationToken cancellationToken) =>
        planner.PlanAsync(input.Pair, input.Asset, input.Place, cancellationToken);
}
