using System.Diagnostics.CodeAnalysis;
using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>
/// The oldest of the activities that wait, a bounded number of them. What does not fit stays in the database and is read when there is
/// room again; ids only grow, so the last one read says where to go on.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
internal sealed class ActivityQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<ActivityItem> _queue = new();
    private long _readThrough;
    private bool _behind;
    private bool _missedWhileReading;
    private bool _reading;

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count == 0 && !_behind && !_reading;
            }
        }
    }

    /// <summary>Adds activities that were just stored, in the order of their ids.</summary>
    public void Add(IReadOnlyList<ActivityItem> items)
    {
        lock (_gate)
        {
            foreach (ActivityItem item in items)
            {
                if (_behind || _queue.Count >= capacity)
                {
                    _behind = true;
                    _missedWhileReading = true;
                    return;
                }

                _queue.Enqueue(item);
                _readThrough = item.Id;
            }
        }
    }

    public bool TryTake([NotNullWhen(true)] out ActivityItem? item)
    {
        lock (_gate)
        {
            return _queue.TryDequeue(out item);
        }
    }

    /// <summary>Makes the next refill read from the beginning of the table.</summary>
    public void StartOver()
    {
        lock (_gate)
        {
            _behind = true;
        }
    }

    /// <summary>Begins a refill if the queue is behind the database and has room.</summary>
    /// <returns>Where to read from and how many, or null.</returns>
    public (long AfterId, int Limit)? BeginRefill()
    {
        lock (_gate)
        {
            if (!_behind || _reading || _queue.Count > capacity / 2)
            {
                return null;
            }

            _reading = true;
            _missedWhileReading = false;
            return (_readThrough, capacity - _queue.Count);
        }
    }

    /// <summary>Ends a refill with what was read.</summary>
    public void EndRefill(IReadOnlyList<ActivityItem> items, int limit)
    {
        lock (_gate)
        {
            foreach (ActivityItem item in items)
            {
                _queue.Enqueue(item);
                _readThrough = item.Id;
            }

            _behind = items.Count == limit || _missedWhileReading;
            _reading = false;
        }
    }
}
