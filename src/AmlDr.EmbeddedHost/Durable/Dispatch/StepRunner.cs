using System.Diagnostics;
using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Runs one step of an orchestration: from its history and new messages to what they change. Touches no storage.</summary>
internal sealed class StepRunner(
    IFunctionRunner functions,
    DataConverter converter,
    DurableTaskWorkerOptions.VersioningOptions? versioning,
    HostMetrics metrics,
    ILoggerFactory loggerFactory)
{
    /// <summary>Whether this host runs orchestrations of a version.</summary>
    public bool Runs(string? version) => versioning?.MatchStrategy switch
    {
        DurableTaskWorkerOptions.VersionMatchStrategy.Strict =>
            string.Equals(versioning.Version, version ?? string.Empty, StringComparison.OrdinalIgnoreCase),
        DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder =>
            TaskOrchestrationVersioningUtils.CompareVersions(version ?? string.Empty, versioning.Version) <= 0,
        _ => true,
    };

    /// <summary>Whether an orchestration of another version waits for another host instead of failing.</summary>
    public bool RejectsOtherVersions => versioning?.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Reject;

    /// <summary>Which versions this host runs, in words.</summary>
    public string VersionRule => $"{versioning?.MatchStrategy} match of '{versioning?.Version}'";

    /// <summary>Runs a step.</summary>
    /// <param name="step">The instance with its history and messages.</param>
    /// <param name="now">The current time in UTC.</param>
    /// <param name="illegalPostAfterStep">Called when the orchestrator goes on outside of its thread after the step.</param>
    /// <returns>What to store.</returns>
    public StepOutcome Run(LoadedStep step, DateTime now, Action illegalPostAfterStep)
    {
        InstanceRow row = step.Row;
        List<HistoryEvent> past = step.History.Events;
        DateTime time = past.FindLast(item => item.Type == HistoryEventType.StepStarted) is { } last && last.Timestamp > now ? last.Timestamp : now;
        List<HistoryEvent> added = [new HistoryEvent(HistoryEventType.StepStarted, time), .. step.NewEvents()];
        StepOutcome outcome = new()
        {
            Status = InstanceStatus.Running,
            Consumed = [.. step.Messages.Select(message => message.Id)],
            Events = added,
        };
        if (!Runs(row.Version))
        {
            return Ended(outcome, added, time, new RunResult(InstanceStatus.Failed)
            {
                Output = "Orchestration version did not comply with Worker Versioning",
                Failure = new FailureRecord(EngineErrors.VersionMismatch, "Orchestration version did not comply with Worker Versioning") { NonRetriable = true },
            });
        }

        if (functions.FindOrchestrator(row.Name) is not { } code)
        {
            string message = $"No orchestrator task named '{row.Name}' was found.";
            return Ended(outcome, added, time, new RunResult(InstanceStatus.Failed)
            {
                Output = message,
                Failure = new FailureRecord(EngineErrors.OrchestratorNotFound, message) { NonRetriable = true },
            });
        }

        using Activity? span = past.Count > 0 ? null : HostTracing.Start(
            $"amldr.host.orchestration {row.Name}", ActivityKind.Server, row.TraceParent, row.TraceState);
        span?.SetTag("amldr.host.instance", row.InstanceId);
        long started = Stopwatch.GetTimestamp();
        using OrchestratorRun run = new(
            new OrchestratorIdentity(
                row.Name, row.InstanceId, row.Version ?? string.Empty,
                row.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null,
                step.History.Input, span?.Id ?? row.TraceParent, row.TraceState),
            code, converter, loggerFactory, versioning?.DefaultVersion ?? string.Empty, illegalPostAfterStep);
        RunResult result = run.Run(past, added);
        metrics.Stepped(row.Name, Stopwatch.GetElapsedTime(started));
        outcome = outcome with { CustomStatus = run.CustomStatus, TraceParent = span?.Id };
        return result.ContinuesAsNew ? StartedOver(outcome, run, result)
            : result.Status.IsTerminal() ? Ended(WithSentEvents(outcome, added, run, time), added, time, result, OpenChildren(past, added, result))
            : WithActions(outcome with { Status = result.Status }, added, run, time);
    }

    private static StepOutcome StartedOver(StepOutcome outcome, OrchestratorRun run, RunResult result) => outcome with
    {
        Next = new NextExecution(result.Output, run.Context.Next?.Version, run.CarriedEvents),
        SentEvents = SentEvents(run.Context.Pending.Values),
    };

    private static StepOutcome Ended(
        StepOutcome outcome, List<HistoryEvent> added, DateTime time, RunResult result, IReadOnlyList<string>? terminatedChildren = null)
    {
        added.Add(new HistoryEvent(HistoryEventType.ExecutionCompleted, time)
        {
            Status = result.Status,
            Failure = result.Failure,
        });
        return outcome with
        {
            Status = result.Status,
            Output = result.Output,
            Failure = result.Failure,
            TerminatedChildren = terminatedChildren ?? [],
        };
    }

    /// <summary>What an ended orchestration still sends. What it scheduled and cannot wait for any more is dropped.</summary>
    private static StepOutcome WithSentEvents(StepOutcome outcome, List<HistoryEvent> added, OrchestratorRun run, DateTime time)
    {
        List<OrchestratorAction> sent = [.. run.Context.Pending.Values.Where(action => action.Type == HistoryEventType.EventSent)];
        added.AddRange(sent.Select(action => action.ToEvent(time)));
        return outcome with { SentEvents = SentEvents(sent) };
    }

    private static StepOutcome WithActions(StepOutcome outcome, List<HistoryEvent> added, OrchestratorRun run, DateTime time)
    {
        OrchestratorContext context = run.Context;
        List<ActivityCall> activities = [];
        List<(int, DateTime)> timers = [];
        List<ChildCall> children = [];
        foreach (OrchestratorAction action in context.Pending.Values)
        {
            added.Add(action.ToEvent(time));
            switch (action.Type)
            {
                case HistoryEventType.TaskScheduled:
                    activities.Add(new ActivityCall(action.TaskId, action.Name ?? string.Empty, action.Version, action.Payload));
                    break;
                case HistoryEventType.TimerCreated when context.Open.ContainsKey(action.TaskId):
                    timers.Add((action.TaskId, action.FireAt ?? time));
                    break;
                case HistoryEventType.SubOrchestrationCreated:
                    children.Add(new ChildCall(
                        action.TaskId, action.InstanceId ?? string.Empty, action.Name ?? string.Empty, action.Version, action.Payload, action.Tags));
                    break;
            }
        }

        return outcome with
        {
            Activities = activities,
            Timers = timers,
            Children = children,
            CancelledTimers = [.. context.CancelledTimers.Where(id => !context.Pending.ContainsKey(id))],
            SentEvents = SentEvents(context.Pending.Values),
        };
    }

    private static List<SentEvent> SentEvents(IEnumerable<OrchestratorAction> actions) =>
    [
        .. actions.Where(action => action.Type == HistoryEventType.EventSent)
            .Select(action => new SentEvent(action.InstanceId ?? string.Empty, action.Name ?? string.Empty, action.Payload)),
    ];

    private static List<string> OpenChildren(List<HistoryEvent> past, List<HistoryEvent> added, RunResult result)
    {
        if (!result.TerminateChildren)
        {
            return [];
        }

        Dictionary<int, string> open = [];
        foreach (HistoryEvent item in past.Concat(added))
        {
            switch (item.Type)
            {
                case HistoryEventType.SubOrchestrationCreated:
                    open[item.TaskId] = item.InstanceId ?? string.Empty;
                    break;
                case HistoryEventType.SubOrchestrationCompleted or HistoryEventType.SubOrchestrationFailed:
                    open.Remove(item.TaskId);
                    break;
            }
        }

        return [.. open.Values];
    }
}
