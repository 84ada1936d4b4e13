using static AmlDr.Core.Operations.Moves.OperationMove;
using static AmlDr.Core.Operations.Moves.OperationState;

namespace AmlDr.Core.Operations.Moves;

/// <summary>The table of legal moves: every change of an operation's state is looked up here, whoever makes it.</summary>
public static class OperationMoves
{
    /// <summary>Gives the state that a move leads to.</summary>
    /// <param name="state">The state.</param>
    /// <param name="stage">The stage that the operation is at.</param>
    /// <param name="move">The move.</param>
    /// <returns>The new state; null when the move is not legal there.</returns>
    public static OperationState? Next(OperationState state, OperationStage stage, OperationMove move) => (state, move) switch
    {
        (Accepted, Begin) => Running,
        (Accepted, Cancel) => Cancelling,

        (Running, Advance) => stage == OperationStage.Settle ? null : Running,
        (Running, Refuse) => stage is OperationStage.Guard or OperationStage.Assess ? Refused : null,
        (Running, RequestApproval) => stage == OperationStage.Approve ? WaitingForApproval : null,
        (Running, Pause) => stage == OperationStage.Settle ? null : Paused,
        (Running, StepFailed) => PausedByFailure,
        (Running, Complete) => stage == OperationStage.Settle ? Completed : null,
        (Running, CompleteWithExceptions) => stage == OperationStage.Settle ? CompletedWithExceptions : null,

        (WaitingForApproval, Approve) => Running,
        (WaitingForApproval, Reject) => Rejected,
        (WaitingForApproval, Expire) => Expired,

        (Paused, Resume) => Running,
        (PausedByFailure, Retry) => Running,
        (PausedByFailure, Skip) => Running,

        (Running or WaitingForApproval or Paused or PausedByFailure, Cancel) => CanCancel(stage) ? Cancelling : null,
        (Cancelling, Undone) => Cancelled,
        (Cancelling, UndoneInPart) => CancelledWithExceptions,
        _ => null,
    };

    /// <summary>Says whether an operation has ended.</summary>
    /// <param name="state">Its state.</param>
    /// <returns>True when no move leads out of the state.</returns>
    public static bool HasEnded(OperationState state) => state
        is Completed or CompletedWithExceptions or Cancelled or CancelledWithExceptions or Rejected or Expired or Refused;

    /// <summary>Lists what staff can do now.</summary>
    /// <param name="state">The state.</param>
    /// <param name="stage">The stage.</param>
    /// <returns>The moves, in the order of the enumeration.</returns>
    public static IReadOnlyList<OperationMove> OpenToStaff(OperationState state, OperationStage stage) =>
        [.. Enum.GetValues<OperationMove>().Where(move => IsForStaff(move) && Next(state, stage, move) is not null)];

    /// <summary>Says whether a move is made by staff and not by the orchestration.</summary>
    /// <param name="move">The move.</param>
    /// <returns>True when it is.</returns>
    public static bool IsForStaff(OperationMove move) => move is Approve or Reject or Pause or Resume or Retry or Skip or Cancel;

    // Once roles are swapped the way back is a failback; a drill that restores is undoing already.
    private static bool CanCancel(OperationStage stage) => stage is not (OperationStage.Settle or OperationStage.Restore);
}
