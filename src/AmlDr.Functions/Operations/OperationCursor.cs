using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Operations;

/// <summary>Where an operation is, as far as its orchestration must know.</summary>
/// <param name="State">Its state.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Round">How often it was taken up again; sub-orchestrations are named by it.</param>
/// <param name="DeadlineAt">When the stage should be done, or the approval be given.</param>
/// <param name="NeedsApproval">True when the policy asks for an approval that nobody has given yet.</param>
/// <param name="IsRetry">True when staff asked last for failed steps to be tried again.</param>
public sealed record OperationCursor(
    OperationState State, OperationStage Stage, OperationMode Mode, int Round, DateTimeOffset DeadlineAt, bool NeedsApproval, bool IsRetry);
