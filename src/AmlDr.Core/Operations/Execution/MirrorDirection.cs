namespace AmlDr.Core.Operations.Execution;

/// <summary>Which way assets are mirrored.</summary>
public enum MirrorDirection
{
    /// <summary>From the primary to the secondary.</summary>
    Forward,

    /// <summary>Not at all: an operation is under way, or the secondary serves.</summary>
    Paused,

    /// <summary>From the secondary to the primary, on the way back.</summary>
    Reverse,
}
