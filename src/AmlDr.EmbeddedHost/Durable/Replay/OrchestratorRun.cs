using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>
/// Runs an orchestrator's code against its history and then against new events. The code is always run from its beginning: what it
/// sees is the same on every machine and after every restart.
/// </summary>
internal sealed class OrchestratorRun : IDisposable
{
    private readonly OrchestratorThread _thread;
    private readonly Func<OrchestratorContext, Task<object?>> _code;
    private readonly DataConverter _converter;
    private readonly Queue<HistoryEvent> _heldWhileSuspended = new();
    private readonly List<HistoryEvent> _afterContinueAsNew = [];
    private Task? _execution;
    private string? _output;
    private HistoryEvent? _termination;
    private Exception? _fault;
    private bool _suspended;
    private bool _illegalAwaitReported;

    public OrchestratorRun(
        OrchestratorIdentity identity,
        Func<OrchestratorContext, Task<object?>> code,
        DataConverter converter,
        ILoggerFactory loggerFactory,
        string defaultVersion,
        Action illegalPostAfterRun)
    {
        _thread = new OrchestratorThread(illegalPostAfterRun);
        _code = code;
        _converter = converter;
        Context = new OrchestratorContext(identity, _thread, converter, loggerFactory, defaultVersion);
    }

    public OrchestratorContext Context { get; }

    /// <summary>The serialized custom status at the end of the run.</summary>
    public string? CustomStatus { get; private set; }

    /// <summary>Events that go on to the next execution when this one continues as new.</summary>
    public IReadOnlyList<HistoryEvent> CarriedEvents =>
        [.. Context.Next is { PreserveEvents: true } ? Context.Events.Buffered : [], .. _afterContinueAsNew];

    /// <summary>Runs the code.</summary>
    /// <param name="past">The history.</param>
    /// <param name="added">What is new, from its <see cref="HistoryEventType.StepStarted"/> on.</param>
    /// <returns>Where the orchestrator stands.</returns>
    public RunResult Run(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> added)
    {
        RunResult? result = null;
        _thread.Run(() =>
        {
#pragma warning disable CA1031 // Whatever the code or an event's payload throws ends the orchestration; nothing is lost, it is its failure.
            try
            {
                Play(past);
                CheckNothingIsNew(hasEnded: past is [.., { Type: HistoryEventType.ExecutionCompleted }]);
                Context.Replaying = false;
                Play(added);
                CustomStatus = Context.SerializedCustomStatus;
            }
            catch (Exception exception)
            {
                _fault = exception;
            }
#pragma warning restore CA1031

            result = Conclude();
        });
        return result!;
    }

    /// <summary>Plays a history that has ended or waits, and nothing new.</summary>
    /// <exception cref="NonDeterminismException">The code does something else than the history says.</exception>
    public RunResult Replay(IReadOnlyList<HistoryEvent> past)
    {
        RunResult result = Run(past, []);
        return _fault is NonDeterminismException difference ? throw difference : result;
    }

    public void Dispose() => Context.Dispose();

    private void Play(IReadOnlyList<HistoryEvent> events)
    {
        foreach (HistoryEvent item in events)
        {
            Play(item);
            _thread.Drain();
        }
    }

    private void Play(HistoryEvent item)
    {
        bool endsSuspension = item.Type is HistoryEventType.ExecutionResumed or HistoryEventType.ExecutionTerminated;
        // What records the orchestrator's own actions is no event for it, and stands in the history also while it is suspended.
        bool isRecord = item.Type is HistoryEventType.StepStarted or HistoryEventType.TaskScheduled or HistoryEventType.TimerCreated
            or HistoryEventType.SubOrchestrationCreated or HistoryEventType.EventSent or HistoryEventType.ExecutionCompleted;
        if (_suspended && !endsSuspension && !isRecord)
        {
            if (item.Type != HistoryEventType.ExecutionSuspended)
            {
                _heldWhileSuspended.Enqueue(item);
            }

            return;
        }

        switch (item.Type)
        {
            case HistoryEventType.StepStarted:
                Context.Time = item.Timestamp;
                break;
            case HistoryEventType.ExecutionStarted:
                _execution = ExecuteAsync();
                break;
            case HistoryEventType.TaskScheduled:
            case HistoryEventType.TimerCreated:
            case HistoryEventType.SubOrchestrationCreated:
            case HistoryEventType.EventSent:
                Match(item);
                break;
            case HistoryEventType.TaskCompleted:
            case HistoryEventType.SubOrchestrationCompleted:
            case HistoryEventType.TimerFired:
                Take(item.TaskId)?.Completion.TrySetResult(item.Payload);
                break;
            case HistoryEventType.TaskFailed:
            case HistoryEventType.SubOrchestrationFailed:
                FailTask(item);
                break;
            case HistoryEventType.EventRaised when Context.Next is not null:
                _afterContinueAsNew.Add(item);
                break;
            case HistoryEventType.EventRaised:
                Context.Events.Raise(item);
                break;
            case HistoryEventType.ExecutionSuspended:
                _suspended = true;
                break;
            case HistoryEventType.ExecutionResumed:
                Resume();
                break;
            case HistoryEventType.ExecutionTerminated:
                _termination ??= item;
                break;
            case HistoryEventType.IllegalAwaitDetected:
                _illegalAwaitReported = true;
                break;
            case HistoryEventType.ExecutionCompleted:
            case HistoryEventType.ContinuedAsNew:
                break;
            default:
                throw new InvalidOperationException($"The history holds an event of the unknown type {(int)item.Type}. It was written by a newer program.");
        }
    }

    private void Resume()
    {
        _suspended = false;
        while (!_suspended && _heldWhileSuspended.TryDequeue(out HistoryEvent? held))
        {
            Play(held);
            _thread.Drain();
        }
    }

    private void Match(HistoryEvent recorded)
    {
        string then = OrchestratorAction.Describe(recorded.Type, recorded.Name);
        if (!Context.Pending.TryGetValue(recorded.TaskId, out OrchestratorAction? action))
        {
            throw Difference(recorded.TaskId, then, "does not ask for anything at this point");
        }

        if (action.Type != recorded.Type || !string.Equals(action.Name, recorded.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw Difference(recorded.TaskId, then, $"asks for {OrchestratorAction.Describe(action.Type, action.Name)}");
        }

        Context.Pending.Remove(recorded.TaskId);
    }

    // What an orchestration asks for in its last step, and does not wait for, is not recorded; what it sends is.
    private void CheckNothingIsNew(bool hasEnded)
    {
        foreach ((int id, OrchestratorAction action) in Context.Pending.Where(pending => !hasEnded || pending.Value.Type == HistoryEventType.EventSent))
        {
            throw Difference(id, "nothing", $"asks for {OrchestratorAction.Describe(action.Type, action.Name)}");
        }
    }

    private NonDeterminismException Difference(int taskId, string then, string now) => new(
        taskId,
        $"Orchestration '{Context.InstanceId}' ({Context.Name.Name}) differs from its history at step #{taskId}: the history has {then}, "
        + $"the code {now}. Either the orchestrator's code was changed while this instance was running, or it is not deterministic.");

    private OpenTask? Take(int taskId) => Context.Open.Remove(taskId, out OpenTask? task) ? task : null;

    private void FailTask(HistoryEvent item)
    {
        if (Take(item.TaskId) is { } task)
        {
            FailureRecord failure = item.Failure ?? new FailureRecord("(unknown)", "The history holds no reason for this failure.");
            task.Completion.TrySetException(
                new TaskFailedException(task.Name ?? string.Empty, item.TaskId, failure.ToDetails()) { IsNonRetriable = failure.NonRetriable });
        }
    }

    private RunResult Conclude()
    {
        if (_fault is { } fault)
        {
            return Failed(fault);
        }

        if (_termination is { } termination)
        {
            return new RunResult(InstanceStatus.Terminated) { Output = termination.Payload, TerminateChildren = termination.Recursive };
        }

        if (_thread.WasViolated || _illegalAwaitReported)
        {
            return Failed(new InvalidOperationException(EngineErrors.IllegalAwait));
        }

        if (_suspended)
        {
            return new RunResult(InstanceStatus.Suspended);
        }

        if (Context.Open.Count > 0 || _execution is null)
        {
            return new RunResult(InstanceStatus.Running);
        }

        if (_execution.IsCompleted)
        {
            return Ended(_execution);
        }

        // Nothing durable can wake it any more, so it waits for something else.
        return Context.Events.HasWaiters ? new RunResult(InstanceStatus.Running) : Failed(new InvalidOperationException(EngineErrors.IllegalAwait));
    }

    private RunResult Ended(Task execution)
    {
        if (execution.IsCanceled)
        {
            // The SDK reports a cancelled orchestrator as failed, without details.
            return new RunResult(InstanceStatus.Failed) { Output = new TaskCanceledException(execution).Message };
        }

        if (execution.Exception is { } exception)
        {
            return Failed(exception.InnerExceptions[0]);
        }

        return Context.Next is { } next
            ? new RunResult(InstanceStatus.Running) { ContinuesAsNew = true, Output = next.Input }
            : new RunResult(InstanceStatus.Completed) { Output = _output };
    }

    private async Task ExecuteAsync() => _output = _converter.Serialize(await _code(Context));

    private static RunResult Failed(Exception exception)
    {
        FailureRecord failure = exception is NonDeterminismException
            ? new FailureRecord(EngineErrors.NonDeterministic, exception.Message)
            : FailureRecord.From(exception);
        return new RunResult(InstanceStatus.Failed) { Output = exception.Message, Failure = failure };
    }
}
