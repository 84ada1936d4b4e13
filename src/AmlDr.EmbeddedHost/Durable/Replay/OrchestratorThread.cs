namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>
/// The single logical thread of an orchestrator. Continuations of durable tasks run on it, in order; a continuation that comes from
/// another thread shows that the orchestrator awaited something that is not durable.
/// </summary>
internal sealed class OrchestratorThread(Action illegalPostAfterStep) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly Lock _gate = new();
    private int _owner;
    private bool _ended;

    /// <summary>Whether the caller runs on this logical thread.</summary>
    public bool IsCurrent => Volatile.Read(ref _owner) == Environment.CurrentManagedThreadId;

    /// <summary>Whether something came from another thread.</summary>
    public bool WasViolated { get; private set; }

    /// <summary>Runs the whole step on the calling thread.</summary>
    public void Run(Action step)
    {
        SynchronizationContext? outer = Current;
        Volatile.Write(ref _owner, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
        try
        {
            step();
        }
        finally
        {
            SetSynchronizationContext(outer);
            Volatile.Write(ref _owner, 0);
            lock (_gate)
            {
                _ended = true;
            }
        }
    }

    /// <summary>Runs what was posted, such as the rest of a method after <c>Task.Yield</c>.</summary>
    public void Drain()
    {
        while (_posted.TryDequeue(out (SendOrPostCallback Callback, object? State) work))
        {
            work.Callback(work.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _posted.Enqueue((d, state));
        }
        else
        {
            ReportViolation();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            ReportViolation();
            throw new InvalidOperationException(EngineErrors.IllegalAwait);
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    public void ReportViolation()
    {
        bool late;
        lock (_gate)
        {
            late = _ended && !WasViolated;
            WasViolated = true;
        }

        if (late)
        {
            illegalPostAfterStep();
        }
    }
}
