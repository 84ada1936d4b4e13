using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations;

/// <summary>Sums up what an operation did: from its plan and the records of its steps.</summary>
public sealed class OperationSummary
{
    private readonly OperationPlanStore _plans;
    private readonly StepStore _steps;
    private readonly UndoStore _undo;
    private readonly StepDurationStore _durations;

    /// <summary>Creates a summary.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="steps">How far steps are.</param>
    /// <param name="undo">What is to be undone.</param>
    /// <param name="durations">How long steps took.</param>
    public OperationSummary(OperationPlanStore plans, StepStore steps, UndoStore undo, StepDurationStore durations)
    {
        _plans = plans;
        _steps = steps;
        _undo = undo;
        _durations = durations;
    }

    /// <summary>Names everything that the operation did without.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="shouldBeUndone">True when nothing of it should be left: then what was not undone is an exception even where nobody tried.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The exceptions: assets that could not be planned, then steps in the order of the plan.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyList<ExceptionOfOperation>> FindExceptionsAsync(
        string operation, bool shouldBeUndone, CancellationToken cancellationToken)
    {
        if (await _plans.TryReadAsync(operation, cancellationToken) is not { } plan)
        {
            return [];
        }

        List<ExceptionOfOperation> exceptions =
            [.. plan.Unavailable.Select(asset => new ExceptionOfOperation(null, asset.Asset.ToString(), asset.Reason))];
        foreach (PlanStage stage in plan.Stages.Where(stage => stage.Steps.Count > 0))
        {
            IReadOnlyDictionary<int, StepRecord> records = await _steps.ListAsync(operation, stage.Stage, cancellationToken);
            exceptions.AddRange(records.Values.Where(record => record.Status is StepStatus.Skipped or StepStatus.Failed || record.IsException)
                .OrderBy(record => record.Position).Select(record => Exception(stage.Steps[record.Position], record)));
            foreach (int position in (await _undo.ListAsync(operation, stage.Stage, cancellationToken))
                .Where(entry => entry.Value == false || (entry.Value is null && shouldBeUndone)).Select(entry => entry.Key).Order())
            {
                UndoRecord? undo = await _undo.TryGetAsync(operation, stage.Stage, position, cancellationToken);
                exceptions.Add(new ExceptionOfOperation(
                    stage.Steps[position].Id, "Not undone: " + About(stage.Steps[position]), undo?.Reason ?? new AssetReason("NotTried", "What must be undone before it could not be.")));
            }
        }

        return exceptions;
    }

    /// <summary>Remembers how long the steps that changed something took, for the plans to come.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When they are kept.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task RememberDurationsAsync(string pair, string operation, CancellationToken cancellationToken)
    {
        var runs = new List<(DateTimeOffset EndedAt, KeyValuePair<string, double> Run)>();
        foreach (OperationStage stage in new[] { OperationStage.FinalSync, OperationStage.Activate, OperationStage.Verify, OperationStage.Switch, OperationStage.Resubmit })
        {
            if (await _plans.TryReadStageAsync(operation, stage, cancellationToken) is not { Steps.Count: > 0 } planned)
            {
                continue;
            }

            foreach (StepRecord record in (await _steps.ListAsync(operation, stage, cancellationToken)).Values)
            {
                PlanStep step = planned.Steps[record.Position];

                // A step that was tried again waited for people in between.
                if (record is { Status: StepStatus.Done, Attempts: 1, StartedAt: { } start, EndedAt: { } end } && (record.DidChange || stage == OperationStage.Verify))
                {
                    runs.Add((end, KeyValuePair.Create(StepDurations.KeyOf(step.Action, step.Asset?.Kind), (end - start).TotalSeconds)));
                }
            }
        }

        if (runs.Count > 0)
        {
            await _durations.AddAsync(pair, operation, [.. runs.OrderBy(run => run.EndedAt).Select(run => run.Run)], cancellationToken);
        }
    }

    private static ExceptionOfOperation Exception(PlanStep step, StepRecord record) => new(
        step.Id, About(step),
        record.Reason ?? new AssetReason(record.IsException ? "Note" : record.Status.ToString(), record.Detail ?? "No reason was kept."));

    private static string About(PlanStep step) => step.Asset?.ToString() ?? step.Target ?? step.Action.ToString();
}
