using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Runs orchestration steps: any number of instances at once up to a limit, each instance one step at a time.</summary>
internal sealed class OrchestrationDispatcher(
    HubStore store,
    StepRunner steps,
    EngineOptions options,
    HubSettings settings,
    StorageBackoff backoff,
    DueClock dueClock,
    TimeProvider time,
    InstanceQueue queue,
    HostMetrics metrics,
    ILogger logger) : IDisposable
{
    private readonly ReadyScan _scan = new(store, time, queue);
    private readonly HistoryCache _histories = new(options.HistoryCacheBytes);
    private readonly Dictionary<long, int> _broken = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private int _running;
    private int _refilling;

    /// <summary>Called when nothing is left to do.</summary>
    public Action? Idle { get; set; }

    public int Running => Volatile.Read(ref _running);

    public int Waiting => queue.Waiting;

    public bool IsIdle => queue.IsEmpty && Running == 0 && Volatile.Read(ref _refilling) == 0;

    /// <summary>Begins with what the database holds.</summary>
    public void Start() => Refill(always: true);

    /// <summary>Notes that instances have something to do.</summary>
    public void Wake(IReadOnlyList<long> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        foreach (long key in keys)
        {
            queue.Add(key);
        }

        Pump();
    }

    /// <summary>Takes up the instances whose messages have fallen due.</summary>
    public void TakeDue()
    {
        _scan.AddDue();
        Pump();
    }

    /// <summary>Lets instances go on that were parked.</summary>
    public void TakeBack(IReadOnlyList<long> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        foreach (long key in keys)
        {
            queue.TakeBack(key);
        }

        Pump();
    }

    /// <summary>Begins no further step and waits for nothing.</summary>
    public void Abandon() => _stopping.Cancel();

    /// <summary>Begins no further step, and waits for those that run.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        await _stopping.CancelAsync();
        TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Idle += () => CompleteIf(drained);
        CompleteIf(drained);
        await drained.Task.WaitAsync(giveUp);
    }

    public void Dispose() => _stopping.Dispose();

    private void CompleteIf(TaskCompletionSource drained)
    {
        if (Running == 0)
        {
            drained.TrySetResult();
        }
    }

    private void Pump()
    {
        while (!_stopping.IsCancellationRequested)
        {
            long key;
            lock (_gate)
            {
                if (_running >= options.MaxConcurrentOrchestrators || !queue.TryTake(out key))
                {
                    break;
                }

                _running++;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Self.WorkAsync(state.Key), (Self: this, Key: key), preferLocal: false);
        }

        Refill(always: false);
    }

    private async Task WorkAsync(long key)
    {
        bool more = false;
        try
        {
            more = await StepAsync(key);
            lock (_gate)
            {
                _broken.Remove(key);
            }
        }
        catch (Exception exception) when (_stopping.IsCancellationRequested
            && exception is OperationCanceledException or ObjectDisposedException or HubStorageException)
        {
            // The step was not stored; it runs again at the next start.
            DispatchLog.StepAbandoned(logger, exception, key);
        }
        catch (HubStorageException exception)
        {
            // The writer is gone, or a row that must be there is not: no step can be trusted any more.
            backoff.Lost(exception);
        }
#pragma warning disable CA1031 // An instance that breaks the engine is parked; the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            more = await ParkIfBrokenAsync(key, exception);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
            }

            queue.Done(key, more);
            Pump();
            SignalIdle();
        }
    }

    /// <returns>Whether there are more messages than one step takes.</returns>
    private async Task<bool> StepAsync(long key)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        HistoryCache.Entry? cached = _histories.Take(key);
        LoadedStep? step = await backoff.RetryAsync(
            () => Task.FromResult(store.Read(connection => LoadedStep.Read(connection, key, cached, now, settings.MaxMessagesPerStep))), _stopping.Token);
        if (step is null)
        {
            return false;
        }

        if (step.Row.ParkedReason is not null)
        {
            queue.SetAside(key);
            return false;
        }

        if (step.Messages.Count == 0 || (step.Row.HistoryCount == 0 && !step.Messages.Any(m => m.Event.Type == HistoryEventType.ExecutionStarted)))
        {
            // Woken for what is not due yet: it begins later, or the clock was set back.
            _histories.Put(step.History);
            dueClock.ScheduleNext(now);
            return false;
        }

        if (!steps.Runs(step.Row.Version) && steps.RejectsOtherVersions)
        {
            DispatchLog.VersionRejected(logger, step.Row.InstanceId, step.Row.Version ?? string.Empty, steps.VersionRule);
            queue.SetAside(key);
            return false;
        }

        StepOutcome outcome = steps.Run(step, now, () => ReportIllegalAwait(step.Row));
        List<HistoryEvent>? stored = await backoff.RetryAsync(
            () => store.Writer.ExecuteAsync(tx => StepCommit.Apply(tx, step.Row, outcome)), _stopping.Token);
        if (stored is null)
        {
            return true;
        }

        Report(step.Row, outcome, step.Row.HistoryCount + stored.Count);
        if (outcome.Next is null && !outcome.Status.IsTerminal())
        {
            step.History.Append(stored);
            _histories.Put(step.History);
        }

        return step.Messages.Count >= settings.MaxMessagesPerStep;
    }

    private void Report(InstanceRow row, StepOutcome outcome, int events)
    {
        DispatchLog.StepStored(logger, row.InstanceId, row.Name, outcome.Next is null ? outcome.Status.ToString() : "starting over", events);
        if (outcome.Status.IsTerminal())
        {
            metrics.Ended(row.Name, outcome.Status.ToString());
        }

        if (outcome is { Status: InstanceStatus.Failed, Failure: { } failure })
        {
            DispatchLog.OrchestrationFailed(logger, row.InstanceId, row.Name, failure.ErrorType, failure.ErrorMessage);
        }
    }

    /// <summary>Lets the next step fail the instance, which would otherwise stay Running for ever.</summary>
    private void ReportIllegalAwait(InstanceRow row)
    {
        DispatchLog.IllegalAwait(logger, row.InstanceId);
        _ = StoreAsync();

        async Task StoreAsync()
        {
            try
            {
                await store.Writer.ExecuteAsync(tx =>
                {
                    if (InstanceTable.IsActive(tx, row.Key, row.ExecutionId))
                    {
                        InboxTable.Add(tx, row.Key, row.ExecutionId, new HistoryEvent(HistoryEventType.IllegalAwaitDetected, tx.Now));
                    }

                    return true;
                });
            }
            catch (Exception exception) when (exception is HubStorageException or OperationCanceledException or ObjectDisposedException)
            {
                // The orchestrator's next replay reports it again.
                DispatchLog.IllegalAwaitNotStored(logger, exception, row.InstanceId);
            }
        }
    }

    private async Task<bool> ParkIfBrokenAsync(long key, Exception exception)
    {
        int attempt;
        lock (_gate)
        {
            attempt = _broken[key] = _broken.GetValueOrDefault(key) + 1;
        }

        DispatchLog.StepBroken(logger, exception, key, attempt);
        if (attempt < options.MaxBrokenSteps)
        {
            return true;
        }

        string reason = $"{exception.GetType()}: {exception.Message}";
        try
        {
            string? instanceId = await backoff.RetryAsync(
                () => store.Writer.ExecuteAsync(tx =>
                {
                    InstanceTable.Park(tx, key, reason);
                    return InstanceTable.Find(tx.Connection, key)?.InstanceId;
                }),
                _stopping.Token);
            metrics.Parked("orchestration");
            DispatchLog.InstanceParked(logger, instanceId ?? string.Empty, reason);
        }
        catch (Exception problem) when (problem is HubStorageException or OperationCanceledException or ObjectDisposedException)
        {
            // The host stops; the next start meets the instance again.
            DispatchLog.StepBroken(logger, problem, key, attempt);
        }

        lock (_gate)
        {
            _broken.Remove(key);
        }

        return false;
    }

    private void Refill(bool always)
    {
        if (_stopping.IsCancellationRequested || Interlocked.CompareExchange(ref _refilling, 1, 0) != 0)
        {
            return;
        }

        if (!queue.TakeRefill(always))
        {
            Volatile.Write(ref _refilling, 0);
            SignalIdle();
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static self => self.RefillNow(), this, preferLocal: false);
    }

    private void RefillNow()
    {
        try
        {
            _scan.AddDue();
            _scan.AddReady();
        }
        catch (Exception exception) when (exception is HubStorageException or ObjectDisposedException)
        {
            if (!_stopping.IsCancellationRequested)
            {
                backoff.Lost(exception);
            }
        }
        finally
        {
            Volatile.Write(ref _refilling, 0);
        }

        Pump();
        SignalIdle();
    }

    private void SignalIdle()
    {
        if (Running == 0)
        {
            Idle?.Invoke();
        }
    }
}
