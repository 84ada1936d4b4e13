namespace AmlDr.Core.Evidence;

/// <summary>How something is to be taken.</summary>
public enum EvidenceTone
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Not as planned, and somebody knows.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Bad,
}
