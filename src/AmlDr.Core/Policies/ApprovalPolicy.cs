using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Policies;

/// <summary>Which operations wait for somebody's word.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>The kinds of operations that wait; none by default, because the request is confirmed already.</summary>
    public IReadOnlyList<OperationMode> Modes { get; init; } = [];

    /// <summary>How long they wait, in minutes, before they expire.</summary>
    public int TimeoutMinutes { get; init; } = 240;

    /// <summary>True when whoever asked for the operation cannot approve it.</summary>
    public bool OtherPerson { get; init; } = true;
}
