using System.Text.Json.Nodes;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Turns clients by one of the policy's ways. How it is turned and turned back is stored before anything is changed.</summary>
internal sealed class SwitchTrafficHandler(ISwitchWays ways, UndoStore undo) : IStepHandler
{
    public StepAction Action => StepAction.SwitchTraffic;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        JsonObject? prepared = (await undo.TryGetAsync(run.Operation, run.Stage, run.Position, cancellationToken))?.Before;
        if (prepared is null)
        {
            await undo.NoteAsync(
                run.Operation, run.Stage,
                new UndoRecord { Position = run.Position, Before = await ways.PrepareAsync(run.Pair, run.TargetName, run.Side, cancellationToken) },
                cancellationToken);
            prepared = (await undo.TryGetAsync(run.Operation, run.Stage, run.Position, cancellationToken))!.Before!;
        }

        await ways.SwitchAsync(run.Pair, run.TargetName, prepared, cancellationToken);
        return new StepProgress(true) { DidChange = true };
    }

    public async Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken)
    {
        await ways.RestoreAsync(run.Pair, run.TargetName, found.Before!, cancellationToken);
        return new StepProgress(true) { DidChange = true };
    }
}
