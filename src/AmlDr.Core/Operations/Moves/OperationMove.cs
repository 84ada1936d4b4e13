namespace AmlDr.Core.Operations.Moves;

/// <summary>What changes the state of an operation.</summary>
public enum OperationMove
{
    /// <summary>The orchestration takes it up.</summary>
    Begin,

    /// <summary>A stage is done and the next one begins.</summary>
    Advance,

    /// <summary>The policy asks for an approval.</summary>
    RequestApproval,

    /// <summary>Somebody approves the plan.</summary>
    Approve,

    /// <summary>Somebody rejects the plan.</summary>
    Reject,

    /// <summary>The time for an approval is over.</summary>
    Expire,

    /// <summary>Somebody pauses it.</summary>
    Pause,

    /// <summary>Somebody lets it go on.</summary>
    Resume,

    /// <summary>Steps of the stage have failed.</summary>
    StepFailed,

    /// <summary>Somebody has failed steps tried again.</summary>
    Retry,

    /// <summary>Somebody does without failed steps.</summary>
    Skip,

    /// <summary>Somebody has everything undone.</summary>
    Cancel,

    /// <summary>A safety rule stands against it.</summary>
    Refuse,

    /// <summary>Everything is undone.</summary>
    Undone,

    /// <summary>Everything is undone but for something that could not be.</summary>
    UndoneInPart,

    /// <summary>The last stage is done.</summary>
    Complete,

    /// <summary>The last stage is done, with exceptions.</summary>
    CompleteWithExceptions,
}
