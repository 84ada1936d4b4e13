using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>What an orchestration step begins with.</summary>
internal sealed record LoadedStep(InstanceRow Row, HistoryCache.Entry History, IReadOnlyList<InboxMessage> Messages)
{
    /// <summary>Reads an instance with its history and its messages.</summary>
    /// <returns>Null if it does not exist any more.</returns>
    public static LoadedStep? Read(HubConnection connection, long key, HistoryCache.Entry? cached, DateTime now, int maxMessages)
    {
        InstanceRow? row = InstanceTable.Find(connection, key);
        if (row is null)
        {
            return null;
        }

        List<InboxMessage> messages = InboxTable.ReadVisible(connection, key, now, maxMessages);
        HistoryCache.Entry history = cached?.ExecutionId == row.ExecutionId
            ? cached
            : new HistoryCache.Entry(key, row.ExecutionId, InstanceTable.ReadInput(connection, key));
        if (history.Events.Count < row.HistoryCount)
        {
            history.Append(HistoryTable.Read(connection, key, history.Events.Count));
        }

        return new LoadedStep(row, history, messages);
    }

    /// <summary>
    /// The events that the messages become, the start first; messages for an earlier execution, second starts, and answers that came
    /// twice are dropped.
    /// </summary>
    public List<HistoryEvent> NewEvents()
    {
        List<HistoryEvent> events = new(Messages.Count);
        bool started = Row.HistoryCount > 0;
        foreach (InboxMessage message in Messages)
        {
            if (message.ExecutionId is { } execution && execution != Row.ExecutionId)
            {
                continue;
            }

            if (message.Event.Type != HistoryEventType.ExecutionStarted)
            {
                events.Add(message.Event);
            }
            else if (!started)
            {
                started = true;
                events.Insert(0, message.Event with { Name = Row.Name, Version = Row.Version });
            }
        }

        return events;
    }
}
