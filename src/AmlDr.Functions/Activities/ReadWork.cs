using AmlDr.Azure.Sweeping;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Reads a part of a sweep's work list.</summary>
/// <param name="work">The work lists.</param>
public sealed class ReadWork(WorkListStore work)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">Which part.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The assets.</returns>
    [Function(nameof(ReadWork))]
    public Task<IReadOnlyList<SweepWorkItem>> RunAsync([ActivityTrigger] ReadWorkInput input, CancellationToken cancellationToken) =>
        work.ReadPartAsync<SweepWorkItem>(input.WorkList, input.Part, cancellationToken);
}
