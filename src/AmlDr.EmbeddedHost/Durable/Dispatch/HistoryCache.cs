using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>
/// Histories of instances that ran lately, so that a step reads only what is new. An entry is taken out while its instance is at work.
/// The least recently used go first when the budget is spent.
/// </summary>
internal sealed class HistoryCache(long budgetBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;

    public Entry? Take(long instanceKey)
    {
        lock (_gate)
        {
            if (!_entries.Remove(instanceKey, out LinkedListNode<Entry>? node))
            {
                return null;
            }

            _byUse.Remove(node);
            _bytes -= node.Value.Bytes;
            return node.Value;
        }
    }

    public void Put(Entry entry)
    {
        lock (_gate)
        {
            _entries[entry.InstanceKey] = _byUse.AddLast(entry);
            _bytes += entry.Bytes;
            while (_bytes > budgetBytes && _byUse.First is { } oldest)
            {
                _byUse.RemoveFirst();
                _entries.Remove(oldest.Value.InstanceKey);
                _bytes -= oldest.Value.Bytes;
            }
        }
    }

    /// <summary>The history of one execution as far as it is known.</summary>
    internal sealed class Entry(long instanceKey, string executionId, string? input)
    {
        public long InstanceKey { get; } = instanceKey;

        public string ExecutionId { get; } = executionId;

        public string? Input { get; } = input;

        public List<HistoryEvent> Events { get; } = [];

        public long Bytes { get; private set; } = 200 + 2L * (input?.Length ?? 0);

        public void Append(IReadOnlyList<HistoryEvent> events)
        {
            Events.AddRange(events);
            Bytes += events.Sum(item => (long)item.ApproximateBytes);
        }
    }
}
