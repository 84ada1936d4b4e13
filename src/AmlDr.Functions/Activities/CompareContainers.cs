using AmlDr.Azure.Sweeping;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Compares one page of both sides of a kind by their lists.</summary>
/// <param name="comparer">Does it.</param>
public sealed class CompareContainers(SweepComparer comparer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">Which page.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(CompareContainers))]
    public Task<SweepPage> RunAsync([ActivityTrigger] CompareContainersInput input, CancellationToken cancellationToken) =>
        comparer.CompareAsync(
            input.Pair, input.Kind, input.SweepId, input.PageNumber, input.ManifestPage, input.ContinuationToken, input.RetryFailed,
            cancellationToken);
}
