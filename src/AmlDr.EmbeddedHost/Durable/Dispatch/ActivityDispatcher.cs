using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Runs activities, any number at once up to a limit. An activity whose end is not stored runs again.</summary>
internal sealed class ActivityDispatcher(
    HubStore store,
    IFunctionRunner functions,
    EngineOptions options,
    InFlightLog inFlight,
    StorageBackoff backoff,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private readonly ActivityQueue _queue = new(options.QueueCapacity);
    private readonly CancellationTokenSource _stopTaking = new();
    private readonly CancellationTokenSource _cancelRunning = new();
    private readonly Lock _gate = new();
    private int _running;

    /// <summary>Called when nothing is left to do.</summary>
    public Action? Idle { get; set; }

    public int Running => Volatile.Read(ref _running);

    public int Waiting => _queue.Waiting;

    public bool IsIdle => _queue.IsEmpty && Running == 0;

    /// <summary>Begins with what the database holds.</summary>
    public void Start()
    {
        _queue.StartOver();
        Pump();
    }

    public void Add(IReadOnlyList<ActivityItem> items)
    {
        if (items.Count > 0)
        {
            _queue.Add(items);
            Pump();
        }
    }

    /// <summary>Takes no further activity and waits for nothing.</summary>
    public void Abandon()
    {
        _stopTaking.Cancel();
        _cancelRunning.Cancel();
    }

    /// <summary>Takes no further activity, waits for those that run, and cancels them when the time for that is over.</summary>
    public async Task StopAsync(TimeSpan drain, CancellationToken giveUp)
    {
        await _stopTaking.CancelAsync();
        TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Idle += () => CompleteIf(drained);
        CompleteIf(drained);
        try
        {
            await drained.Task.WaitAsync(drain, time, giveUp);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // What reacts to its token ends now, and runs again at the next start.
            await _cancelRunning.CancelAsync();
            await drained.Task.WaitAsync(giveUp);
        }
    }

    public void Dispose()
    {
        _stopTaking.Dispose();
        _cancelRunning.Dispose();
    }

    private void CompleteIf(TaskCompletionSource drained)
    {
        if (Running == 0)
        {
            drained.TrySetResult();
        }
    }

    private void Pump()
    {
        while (!_stopTaking.IsCancellationRequested)
        {
            ActivityItem? item;
            lock (_gate)
            {
                if (_running >= options.MaxConcurrentActivities || !_queue.TryTake(out item))
                {
                    break;
                }

                _running++;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Self.WorkAsync(state.Item), (Self: this, Item: item), preferLocal: false);
        }

        if (!_stopTaking.IsCancellationRequested && _queue.BeginRefill() is { } refill)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.Self.Refill(state.AfterId, state.Limit), (Self: this, refill.AfterId, refill.Limit), preferLocal: false);
        }
    }

    private void Refill(long afterId, int limit)
    {
        List<ActivityItem> items = [];
        try
        {
            items = store.Read(connection => ActivityTable.Scan(connection, afterId, limit));
        }
        catch (Exception exception) when (exception is HubStorageException or ObjectDisposedException)
        {
            if (!_stopTaking.IsCancellationRequested)
            {
                backoff.Lost(exception);
            }
        }

        _queue.EndRefill(items, limit);
        Pump();
        SignalIdle();
    }

    private async Task WorkAsync(ActivityItem item)
    {
        try
        {
            if (await RunAsync(await WithInputAsync(item)) is { } outcome)
            {
                await backoff.RetryAsync(() => store.Writer.ExecuteAsync(tx => ActivityTable.Complete(tx, item, outcome)), _cancelRunning.Token);
            }
        }
#pragma warning disable CA1031 // Its end is not stored, for whatever reason, so it runs again at the next start.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DispatchLog.ActivityNotStored(logger, exception, item.Name, item.TaskId, item.InstanceId);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
            }

            Pump();
            SignalIdle();
        }
    }

    private async Task<ActivityItem> WithInputAsync(ActivityItem item) => item.InputId is not { } id ? item : item with
    {
        Input = await backoff.RetryAsync(() => Task.FromResult(store.Read(connection => PayloadTable.Load(connection, null, id))), _cancelRunning.Token),
    };

    /// <returns>What the orchestration is told; null if the activity was interrupted and is to run again.</returns>
    private async Task<HistoryEvent?> RunAsync(ActivityItem item)
    {
        if (functions.FindActivity(item.Name) is not { } code)
        {
            return Failed(item, new FailureRecord(EngineErrors.ActivityNotFound, $"No activity task named '{item.Name}' was found.") { NonRetriable = true });
        }

        using InFlightLog.Mark mark = inFlight.Begin(item.Id);
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(_cancelRunning.Token);
        Task<string?> running = code(item, cancellation.Token);
        try
        {
            string? result = options.FunctionTimeout is { } timeout ? await running.WaitAsync(timeout, time) : await running;
            return new HistoryEvent(HistoryEventType.TaskCompleted, time.GetUtcNow().UtcDateTime) { TaskId = item.TaskId, Payload = result };
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            await cancellation.CancelAsync();
            _ = running.ContinueWith(late => DispatchLog.ActivityEndedLate(logger, late.Exception, item.Name, item.InstanceId), TaskScheduler.Default);
            return Failed(item, new FailureRecord(
                EngineErrors.FunctionTimeout,
                $"Timeout value of {options.FunctionTimeout} was exceeded by function: {item.Name}. What it still does has no effect on its orchestration."));
        }
#pragma warning disable CA1031 // Whatever an activity throws is its failure, which its orchestration is told, unless the stop of the host caused it.
        catch (Exception) when (_cancelRunning.IsCancellationRequested)
        {
            DispatchLog.ActivityInterrupted(logger, item.Name, item.TaskId, item.InstanceId);
            return null;
        }
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failed(item, FailureRecord.From(exception));
        }
    }

    private HistoryEvent Failed(ActivityItem item, FailureRecord failure)
    {
        DispatchLog.ActivityFailed(logger, item.Name, item.TaskId, item.InstanceId, failure.ErrorType, failure.ErrorMessage);
        return new HistoryEvent(HistoryEventType.TaskFailed, time.GetUtcNow().UtcDateTime) { TaskId = item.TaskId, Failure = failure };
    }

    private void SignalIdle()
    {
        if (Running == 0)
        {
            Idle?.Invoke();
        }
    }
}
