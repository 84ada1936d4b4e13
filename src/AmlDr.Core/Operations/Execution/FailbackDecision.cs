namespace AmlDr.Core.Operations.Execution;

/// <summary>What becomes of a conflict on the way back. Each is reported, whatever is decided.</summary>
public enum FailbackDecision
{
    /// <summary>Neither side is changed; the operation ends with an exception.</summary>
    LeaveBoth,

    /// <summary>The primary gets the secondary's content.</summary>
    TakeSecondary,

    /// <summary>The primary keeps its content; the mirror brings it to the secondary afterwards, where it can be changed.</summary>
    KeepPrimary,
}
