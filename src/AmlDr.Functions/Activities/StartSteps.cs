using AmlDr.Azure.Operations.Steps;
using AmlDr.Azure.Options;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Activities;

/// <summary>Begins steps: one orchestration each, named by the step, so that none is begun twice in a round.</summary>
/// <param name="options">The settings, of which the rate of reads counts.</param>
public sealed class StartSteps(IOptions<AmlDrOptions> options)
{
    // The rest is for what steps read before they write.
    private const double ShareOfReadsForLooks = 0.75;

    /// <summary>Runs the activity.</summary>
    /// <param name="input">The steps.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When all are begun.</returns>
    [Function(nameof(StartSteps))]
    public async Task RunAsync([ActivityTrigger] StepBatch input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        StageInput stage = input.Stage;
        var least = TimeSpan.FromSeconds(input.AtWork / (options.Value.Arm.ReadsPerSecond * ShareOfReadsForLooks));
        foreach (int position in input.Positions)
        {
            await OnceStarter.StartAsync(
                client, nameof(Orchestrations.FailOverStep), StepInstances.OfStep(stage, position),
                new StepInput(
                    new StepTarget(stage.Pair, stage.Operation, stage.Mode, stage.Stage, position), stage.IsUndo, stage.DeadlineAt, input.StageInstance,
                    least),
                cancellationToken);
        }
    }
}
