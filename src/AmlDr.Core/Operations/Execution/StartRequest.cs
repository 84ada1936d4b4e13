using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Operations.Execution;

/// <summary>What is asked of the app when an operation is to be started.</summary>
/// <param name="Mode">What is to be done.</param>
/// <param name="Confirm">Repeats the pair's name, so that nobody fails the wrong one over.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestedBy">Who asks.</param>
/// <param name="Force">True to do it although the primary answers.</param>
public sealed record StartRequest(OperationMode Mode, string? Confirm, string? Reason, string? RequestedBy, bool Force)
{
    /// <summary>The object identifier of whoever asks, where a token proves it; else null.</summary>
    public string? RequesterId { get; init; }
}
