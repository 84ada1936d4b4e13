using AmlDr.EmbeddedHost.Durable.History;
using DurableTask.Core.Exceptions;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>What clients and other orchestrations ask of an instance.</summary>
internal static class InstanceCommands
{
    /// <summary>Starts an instance.</summary>
    /// <exception cref="RequestRefusedException">One of the same id exists in a status that refuses the start.</exception>
    public static void Start(HubTransaction tx, NewInstance instance, IReadOnlySet<InstanceStatus> refusing)
    {
        InstanceRow? existing = InstanceTable.Find(tx.Connection, instance.InstanceId);
        if (existing is not null && refusing.Contains(existing.Status))
        {
            throw new RequestRefusedException(new OrchestrationAlreadyExistsException(
                $"An orchestration with id '{instance.InstanceId}' already exists. It's in the {existing.Status} state."));
        }

        InstanceTable.Create(tx, instance, existing);
    }

    /// <summary>Gives an instance a message. Unknown and ended instances ignore it, as in Durable Functions.</summary>
    /// <returns>Whether the instance will see it.</returns>
    public static bool Deliver(HubTransaction tx, string instanceId, HistoryEvent message)
    {
        InstanceRow? row = InstanceTable.Find(tx.Connection, instanceId);
        if (row is null || row.Status.IsTerminal())
        {
            return false;
        }

        if (message.Type == HistoryEventType.ExecutionTerminated && (row.HistoryCount == 0 || row.ParkedReason is not null))
        {
            // There is no code to run: it has not begun (for a later start, it would have to wait), or it cannot go on.
            InstanceTable.Finish(tx, row, InstanceStatus.Terminated, message.Payload, null);
            if (message.Recursive)
            {
                foreach (InstanceRow child in InstanceTable.Children(tx.Connection, row.Key))
                {
                    Deliver(tx, child.InstanceId, message);
                }
            }

            return true;
        }

        InboxTable.Add(tx, row.Key, null, message);
        return true;
    }

    /// <summary>Deletes an ended instance, and the ended ones below it if asked.</summary>
    /// <returns>How many were deleted.</returns>
    public static int Purge(HubTransaction tx, string instanceId, bool recursive)
    {
        InstanceRow? row = InstanceTable.Find(tx.Connection, instanceId);
        return row is null ? 0 : Purge(tx, row, recursive);
    }

    public static int Purge(HubTransaction tx, InstanceRow row, bool recursive)
    {
        if (!row.Status.IsTerminal())
        {
            return 0;
        }

        int count = 1;
        if (recursive)
        {
            count += InstanceTable.Children(tx.Connection, row.Key).Sum(child => Purge(tx, child, recursive: true));
        }

        InstanceTable.Delete(tx, row.Key);
        return count;
    }

    /// <summary>Starts an ended instance again with its name, version, tags and input.</summary>
    /// <exception cref="RequestRefusedException">There is no such instance, or it has not ended and would keep its id.</exception>
    public static void Restart(HubTransaction tx, string instanceId, string newInstanceId)
    {
        InstanceRow row = InstanceTable.Find(tx.Connection, instanceId)
            ?? throw new RequestRefusedException(
                new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId)));
        bool sameId = newInstanceId == instanceId;
        if (sameId && !row.Status.IsTerminal())
        {
            throw new RequestRefusedException(new InvalidOperationException(
                $"The orchestration '{instanceId}' cannot be restarted under its own id: it has not ended, it is {row.Status}. Terminate it first."));
        }

        string? input = InstanceTable.ReadInput(tx.Connection, row.Key);
        InstanceTable.Create(
            tx,
            new NewInstance(newInstanceId, row.Name, row.Version, input) { Tags = row.Tags, TraceParent = row.TraceParent, TraceState = row.TraceState },
            sameId ? row : null);
    }
}
