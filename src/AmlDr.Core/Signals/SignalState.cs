namespace AmlDr.Core.Signals;

/// <summary>How a signal stands.</summary>
public enum SignalState
{
    /// <summary>On the right side of its threshold.</summary>
    Ok,

    /// <summary>On the wrong side of it.</summary>
    Alert,

    /// <summary>Not known, which is no better than wrong.</summary>
    NoData,
}
