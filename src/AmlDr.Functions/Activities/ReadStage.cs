using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Reads the steps of a stage, and how far each is.</summary>
/// <param name="plans">The plans.</param>
/// <param name="steps">How far steps are.</param>
/// <param name="undo">What is to be undone.</param>
public sealed class ReadStage(OperationPlanStore plans, StepStore steps, UndoStore undo)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The stage.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The steps by position; none when the plan has no such stage.</returns>
    [Function(nameof(ReadStage))]
    public async Task<StageWork> RunAsync([ActivityTrigger] StageInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlanStep> planned = (await plans.TryReadStageAsync(input.Operation, input.Stage, cancellationToken))?.Steps ?? [];
        StageGraph graph = StageGraph.Of(planned);
        if (!input.IsUndo)
        {
            IReadOnlyDictionary<int, StepRecord> records = await steps.ListAsync(input.Operation, input.Stage, cancellationToken);
            return new StageWork(graph, StageWork.Spell(planned.Select((_, position) => records.GetValueOrDefault(position)?.Status ?? StepStatus.Pending)));
        }

        IReadOnlyDictionary<int, bool?> touched = await undo.ListAsync(input.Operation, input.Stage, cancellationToken);
        return new StageWork(graph.Reverse(), StageWork.Spell(planned.Select((_, position) =>
            !touched.TryGetValue(position, out bool? isUndone) || isUndone == true ? StepStatus.Done
                : isUndone == false && !input.TriesFailed ? StepStatus.Skipped
                : StepStatus.Pending)));
    }
}
