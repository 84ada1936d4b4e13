using System.Text.Json.Nodes;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Turns the mirror, and the roles with it.</summary>
internal sealed class MirrorDirectionHandler(PairStateStore states, UndoStore undo, StepAction action) : IStepHandler
{
    private const string Direction = "direction";
    private const string Active = "active";

    public StepAction Action => action;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        PairState standing = await states.GetAsync(run.Pair.Name, cancellationToken);
        await undo.NoteAsync(
            run.Operation, run.Stage,
            new UndoRecord
            {
                Position = run.Position,
                Before = new JsonObject { [Direction] = standing.MirrorDirection.ToString(), [Active] = standing.ActiveSide.ToString() },
            },
            cancellationToken);
        PairState turned = await states.UpdateAsync(run.Pair.Name, state => Turn(run, state), cancellationToken);
        return new StepProgress(true, $"Generation {turned.Generation}: {turned.ActiveSide} serves, the mirror's direction is {turned.MirrorDirection}.")
        {
            DidChange = true,
        };
    }

    public async Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken)
    {
        MirrorDirection direction = Enum.Parse<MirrorDirection>(found.Before![Direction]!.GetValue<string>());
        PairSide active = Enum.Parse<PairSide>(found.Before[Active]!.GetValue<string>());
        await states.UpdateAsync(run.Pair.Name, state => state.Serve(active, direction), cancellationToken);
        return new StepProgress(true) { DidChange = true };
    }

    private PairState Turn(StepRun run, PairState state) => action switch
    {
        StepAction.PauseMirror => state.Turn(MirrorDirection.Paused),
        StepAction.ResumeMirror => state.Turn(MirrorDirection.Forward),
        _ => state.Serve(run.Side, run.Side == PairSide.Primary ? MirrorDirection.Forward : MirrorDirection.Paused),
    };
}
