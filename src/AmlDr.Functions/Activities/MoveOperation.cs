using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Moves;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Makes a move of an operation, unless staff made another one meanwhile: then the orchestration looks again.</summary>
/// <param name="operations">The operations.</param>
/// <param name="logger">The log.</param>
public sealed class MoveOperation(OperationStore operations, ILogger<MoveOperation> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The move.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the move is made, or found to be none any more.</returns>
    [Function(nameof(MoveOperation))]
    public async Task RunAsync([ActivityTrigger] MoveOperationInput input, CancellationToken cancellationToken)
    {
        OperationRecord standing = await operations.GetAsync(input.Operation, cancellationToken);
        bool isMade = standing.Audit.Any(entry => entry.Key == input.Move.Key);
        if (!isMade && (standing.Stage != input.Stage || OperationMoves.Next(standing.State, standing.Stage, input.Move.Move) is null))
        {
            logger.OperationMovedElsewhere(input.Operation, input.Move.Move, standing.State, standing.Stage);
            return;
        }

        OperationRecord moved = await operations.MoveAsync(input.Operation, input.Move, cancellationToken);
        logger.OperationMoved(input.Operation, moved.Pair, input.Move.Move, moved.State, moved.Stage, input.Move.Reason ?? "");
    }
}
