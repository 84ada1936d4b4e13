using AmlDr.Azure.Operations.Steps;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes down that a step failed, or could not be undone.</summary>
/// <param name="executor">Does it.</param>
/// <param name="logger">The log.</param>
public sealed class RecordStepFailure(StepExecutor executor, ILogger<RecordStepFailure> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The step and the reason.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is written down.</returns>
    [Function(nameof(RecordStepFailure))]
    public async Task RunAsync([ActivityTrigger] StepFailure input, CancellationToken cancellationToken)
    {
        await (input.IsUndo
            ? executor.FailUndoAsync(input.Target, input.Reason, cancellationToken)
            : executor.FailAsync(input.Target, input.Reason, cancellationToken));
        logger.StepFailed(input.Target.Operation, input.Target.Stage, input.Target.Position, input.IsUndo, input.Reason.Code, input.Reason.Message);
    }
}
