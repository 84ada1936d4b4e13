namespace AmlDr.Core.Operations.Moves;

/// <summary>The state of an operation. <see cref="OperationMoves"/> says how it changes.</summary>
public enum OperationState
{
    /// <summary>Requested, not begun.</summary>
    Accepted,

    /// <summary>At work on its stage.</summary>
    Running,

    /// <summary>Waits for somebody to approve the plan.</summary>
    WaitingForApproval,

    /// <summary>Paused by somebody; steps that had begun come to their end.</summary>
    Paused,

    /// <summary>Paused because steps failed, everything that does not depend on them being done.</summary>
    PausedByFailure,

    /// <summary>Undoing what it did.</summary>
    Cancelling,

    /// <summary>Ended: everything that was planned is done.</summary>
    Completed,

    /// <summary>Ended: done but for exceptions, each of which is named.</summary>
    CompletedWithExceptions,

    /// <summary>Ended: everything is as it was before.</summary>
    Cancelled,

    /// <summary>Ended: cancelled, but something could not be undone; it is named.</summary>
    CancelledWithExceptions,

    /// <summary>Ended: nobody may do it; nothing was changed.</summary>
    Rejected,

    /// <summary>Ended: nobody approved it in time; nothing was changed.</summary>
    Expired,

    /// <summary>Ended: a safety rule stood against it; nothing was changed.</summary>
    Refused,
}
