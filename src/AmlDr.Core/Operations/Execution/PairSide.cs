namespace AmlDr.Core.Operations.Execution;

/// <summary>A side of a pair, as the settings name it.</summary>
public enum PairSide
{
    /// <summary>The workspace that the settings call primary.</summary>
    Primary,

    /// <summary>The workspace that the settings call secondary.</summary>
    Secondary,
}
