using System.Text.Json.Nodes;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Submits a captured job again; undoing cancels it.</summary>
internal sealed class ResubmitJobHandler(ICapturedJobs jobs, UndoStore undo) : IStepHandler
{
    private const string NewName = "job";

    public StepAction Action => StepAction.ResubmitJob;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        string name = await jobs.SubmitAsync(run.Pair, run.TargetName, run.Operation, cancellationToken);
        await undo.NoteAsync(
            run.Operation, run.Stage, new UndoRecord { Position = run.Position, Existed = false, Before = new JsonObject { [NewName] = name } }, cancellationToken);
        return new StepProgress(true, $"Submitted as '{name}'.") { DidChange = true };
    }

    public async Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken)
    {
        await jobs.CancelAsync(run.Pair, found.Before![NewName]!.GetValue<string>(), cancellationToken);
        return new StepProgress(true) { DidChange = true };
    }
}
