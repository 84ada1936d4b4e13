namespace AmlDr.Sandbox.Faults;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>Answered 429 with <c>Retry-After</c>; nothing done.</summary>
    Throttle429,

    /// <summary>Answered 500; nothing done.</summary>
    Error500,

    /// <summary>Answered 503; nothing done.</summary>
    Error503,

    /// <summary>The connection is reset at once; nothing done.</summary>
    Reset,

    /// <summary>No answer, then the connection is dropped; nothing done.</summary>
    TimeoutBefore,

    /// <summary>The call takes effect, then no answer, then the connection is dropped.</summary>
    TimeoutAfter,

    /// <summary>The call takes effect, then the connection is reset.</summary>
    ResetAfter,

    /// <summary>The call is accepted; the long-running operation that it starts ends as <c>Failed</c>. Strikes only calls that start one.</summary>
    OperationFailed,
}
