using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Verifies that every file of an asset stands at the destination as planned.</summary>
/// <param name="planner">Does it.</param>
public sealed class VerifyContent(ContentPlanner planner)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When all do.</returns>
    [Function(nameof(VerifyContent))]
    public Task RunAsync([ActivityTrigger] ContentTarget input, CancellationToken cancellationToken) =>
        planner.VerifyAsync(input.Pair, input.Asset, input.Place, cancellationToken);
}
