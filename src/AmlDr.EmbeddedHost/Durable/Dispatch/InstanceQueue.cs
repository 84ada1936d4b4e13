using System.Diagnostics.CodeAnalysis;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>
/// Instances that have something to do, each at most once in the queue and at most once at work. It holds a bounded number; what does
/// not fit stays in the database until a refill. Instances that were set aside are not taken.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
internal sealed class InstanceQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, State> _states = [];
    private readonly Queue<long> _queue = new();
    private readonly HashSet<long> _setAside = [];
    private bool _overflowed;

    private enum State
    {
        Queued,
        Running,
        RunningAndWoken,
    }

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
                return _states.Count == 0 && !_overflowed;
            }
        }
    }

    /// <summary>Notes that an instance has something to do.</summary>
    /// <returns>False if there was no room.</returns>
    public bool Add(long key)
    {
        lock (_gate)
        {
            if (_states.TryGetValue(key, out State state))
            {
                if (state == State.Running)
                {
                    _states[key] = State.RunningAndWoken;
                }

                return true;
            }

            if (_setAside.Contains(key))
            {
                return true;
            }

            if (_queue.Count >= capacity)
            {
                _overflowed = true;
                return false;
            }

            Enqueue(key);
            return true;
        }
    }

    /// <summary>Leaves an instance alone, once its present work has ended, until it is taken back.</summary>
    public void SetAside(long key)
    {
        lock (_gate)
        {
            _setAside.Add(key);
        }
    }

    /// <summary>Takes an instance that was set aside, also when there is no room: no refill would come by its old messages again.</summary>
    public void TakeBack(long key)
    {
        lock (_gate)
        {
            _setAside.Remove(key);
            if (!_states.TryGetValue(key, out State state))
            {
                Enqueue(key);
            }
            else if (state == State.Running)
            {
                _states[key] = State.RunningAndWoken;
            }
        }
    }

    public bool TryTake(out long key)
    {
        lock (_gate)
        {
            if (!_queue.TryDequeue(out key))
            {
                return false;
            }

            _states[key] = State.Running;
            return true;
        }
    }

    /// <summary>Ends the work on an instance; it is queued again if it was woken meanwhile or has more to do.</summary>
    public void Done(long key, bool more)
    {
        lock (_gate)
        {
            if (more || _states[key] == State.RunningAndWoken)
            {
                Enqueue(key);
            }
            else
            {
                _states.Remove(key);
            }
        }
    }

    /// <summary>Whether the database must be asked, since there is room again for what was turned away.</summary>
    public bool TakeRefill(bool always)
    {
        lock (_gate)
        {
            if (!always && (!_overflowed || _queue.Count > capacity / 2))
            {
                return false;
            }

            _overflowed = false;
            return true;
        }
    }

    private void Enqueue(long key)
    {
        _states[key] = State.Queued;
        _queue.Enqueue(key);
    }
}
