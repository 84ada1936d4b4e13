using AmlDr.Azure.Operations.Steps;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Activities;

/// <summary>Goes on with undoing a step of an operation.</summary>
/// <param name="executor">Does it.</param>
public sealed class UndoStep(StepExecutor executor)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The step, and how far its undoing was.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>How far it is.</returns>
    [Function(nameof(UndoStep))]
    public Task<StepProgress> RunAsync(
        [ActivityTrigger] StepCall input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        executor.UndoAsync(input.Target, input.Before, new SweepControl(client), cancellationToken);
}
