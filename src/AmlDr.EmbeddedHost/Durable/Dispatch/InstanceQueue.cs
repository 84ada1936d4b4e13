using System.Diagnostics.CodeAnalysis;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>
/// Instances that have something to do, each at most once in the queue and at most once at work. It holds a bounded number; what does
/// not fit stays in the database, and <see cref="Overflowed"/> says so.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
internal sealed class InstanceQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, State> _states = [];
    private readonly Queue<long> _queue = new();

    private enum State
    {
        Queued,
        Running,
        RunningAndWoken,
    }

    /// <summary>Whether instances were turned away since this was last reset.</summary>
    public bool Overflowed { get; private set; }

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
                return _states.Count == 0 && !Overflowed;
            }
        }
    }

    /// <summary>Notes that an instance has something to do.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="always">Whether it is taken also when there is no room.</param>
    /// <returns>False if there was no room.</returns>
    public bool Add(long key, bool always = false)
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

            if (_queue.Count >= capacity && !always)
            {
                Overflowed = true;
                return false;
            }

            _states[key] = State.Queued;
            _queue.Enqueue(key);
            return true;
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
                _states[key] = State.Queued;
                _queue.Enqueue(key);
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
            if (!always && (!Overflowed || _queue.Count > capacity / 2))
            {
                return false;
            }

            Overflowed = false;
            return true;
        }
    }
}
