using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Stores what an orchestration step did: history, messages and queues in one transaction.</summary>
internal static class StepCommit
{
    /// <returns>
    /// The events as stored, or null when the instance was replaced, purged or ended while the step ran; nothing is stored then.
    /// </returns>
    public static List<HistoryEvent>? Apply(HubTransaction tx, InstanceRow before, StepOutcome step)
    {
        InstanceRow? row = InstanceTable.Find(tx.Connection, before.Key);
        if (row is null || row.ExecutionId != before.ExecutionId || row.HistoryCount != before.HistoryCount || row.Status.IsTerminal())
        {
            return null;
        }

        row = row with { TraceParent = step.TraceParent ?? row.TraceParent };
        InboxTable.Delete(tx, step.Consumed);
        InboxTable.DeleteTimers(tx, row.Key, step.CancelledTimers);
        List<HistoryEvent> stored = HistoryTable.Append(tx, row.Key, row.HistoryCount, step.Events);
        UpdateInstance(tx, row, step);
        foreach (ActivityCall call in step.Activities)
        {
            ActivityTable.Add(tx, row, call);
        }

        foreach ((int taskId, DateTime fireAt) in step.Timers)
        {
            InboxTable.Add(tx, row.Key, row.ExecutionId, new HistoryEvent(HistoryEventType.TimerFired, fireAt) { TaskId = taskId }, fireAt);
        }

        foreach (ChildCall call in step.Children)
        {
            StartChild(tx, row, call);
        }

        foreach (SentEvent sent in step.SentEvents)
        {
            InstanceCommands.Deliver(tx, sent.InstanceId, new HistoryEvent(HistoryEventType.EventRaised, tx.Now) { Name = sent.Name, Payload = sent.Payload });
        }

        foreach (string child in step.TerminatedChildren)
        {
            InstanceCommands.Deliver(tx, child, new HistoryEvent(HistoryEventType.ExecutionTerminated, tx.Now) { Payload = step.Output, Recursive = true });
        }

        if (step.Next is { } next)
        {
            StartOver(tx, row, next);
        }
        else if (step.Status.IsTerminal())
        {
            InstanceTable.Finish(tx, row, step.Status, step.Output, step.Failure);
        }

        return stored;
    }

    private static void UpdateInstance(HubTransaction tx, InstanceRow row, StepOutcome step)
    {
        (string? inline, long? id) = PayloadTable.Store(tx, row.Key, step.CustomStatus);
        InstanceStatus status = step.Status.IsTerminal() ? row.Status : step.Status;
        tx.Connection.Execute(
            """
            UPDATE instances SET status = $2, updated_at = $3, custom_status = $4, custom_status_id = $5, history_count = $6, trace_parent = $7
            WHERE key = $1
            """,
            row.Key, (int)status, tx.Now.Ticks, inline, id, row.HistoryCount + step.Events.Count, row.TraceParent);
        if (status != row.Status)
        {
            tx.Effects.StatusChanges.Add((row.InstanceId, status));
        }
    }

    private static void StartChild(HubTransaction tx, InstanceRow parent, ChildCall call)
    {
        ParentLink link = new(parent.Key, parent.ExecutionId, call.TaskId, parent.InstanceId, parent.Name);
        InstanceRow? existing = InstanceTable.Find(tx.Connection, call.InstanceId);
        if (existing is not null && (!existing.Status.IsTerminal() || existing.Key == parent.Key))
        {
            // Left alone, the caller would wait for a result that goes to someone else.
            InboxTable.Add(tx, parent.Key, parent.ExecutionId, new HistoryEvent(HistoryEventType.SubOrchestrationFailed, tx.Now)
            {
                TaskId = call.TaskId,
                Failure = new FailureRecord(
                    EngineErrors.AlreadyExists,
                    $"An orchestration with the id '{call.InstanceId}' already exists. It's in the {existing.Status} state.")
                { NonRetriable = true },
            });
            return;
        }

        InstanceTable.Create(
            tx,
            new NewInstance(call.InstanceId, call.Name, call.Version, call.Input)
            {
                Tags = call.Tags,
                Parent = link,
                TraceParent = parent.TraceParent,
                TraceState = parent.TraceState,
            },
            existing);
    }

    private static void StartOver(HubTransaction tx, InstanceRow row, NextExecution next)
    {
        string executionId = Guid.NewGuid().ToString("N");
        HistoryTable.Delete(tx, row.Key);
        InboxTable.DeleteOfExecution(tx, row.Key, row.ExecutionId);
        (string? inline, long? id) = PayloadTable.Store(tx, row.Key, next.Input);
        tx.Connection.Execute(
            """
            UPDATE instances SET execution_id = $2, input = $3, input_id = $4, version = COALESCE($5, version),
                custom_status = NULL, custom_status_id = NULL, history_count = 0 WHERE key = $1
            """,
            row.Key, executionId, inline, id, next.Version);
        InboxTable.Add(tx, row.Key, executionId, new HistoryEvent(HistoryEventType.ExecutionStarted, tx.Now), front: true);
        foreach (HistoryEvent carried in next.CarriedEvents)
        {
            InboxTable.Add(tx, row.Key, null, carried, front: true);
        }

        PayloadTable.DeleteUnreferenced(tx, row.Key);
    }
}
