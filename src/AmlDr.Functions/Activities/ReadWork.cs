using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Reads a part of a sweep's work list.</summary>
/// <param name="comparer">Does it.</param>
public sealed class ReadWork(SweepComparer comparer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">Which part.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The assets; none beyond the end of the list.</returns>
    [Function(nameof(ReadWork))]
    public async Task<IReadOnlyList<AssetId>> RunAsync([ActivityTrigger] ReadWorkInput input, CancellationToken cancellationToken) =>
        [.. (await comparer.ReadWorkAsync(input.WorkList, cancellationToken)).Skip(input.Start).Take(input.Count)];
}
