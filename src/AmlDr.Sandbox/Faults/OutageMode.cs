namespace AmlDr.Sandbox.Faults;

/// <summary>How a lost region behaves towards callers.</summary>
public enum OutageMode
{
    /// <summary>One of the others, drawn for each call.</summary>
    Mix,

    /// <summary>Calls hang, then the connection is dropped.</summary>
    Timeout,

    /// <summary>Calls are answered 503.</summary>
    Unavailable,

    /// <summary>Connections are reset at once.</summary>
    Reset,
}
