namespace AmlDr.Core.Pairs;

/// <summary>One of the two workspaces of a pair.</summary>
public enum PairSide
{
    /// <summary>The workspace that is mirrored from.</summary>
    Primary,

    /// <summary>The workspace that is kept ready.</summary>
    Secondary,
}
