namespace AmlDr.Sandbox.Observation;

/// <summary>
/// Every call that reached the simulator or left it. The newest calls are kept whole in a ring of fixed size; the totals stay exact
/// however many there were.
/// </summary>
public sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly CallRecord[] _ring;
    private readonly Dictionary<(AzureService, string?, string?, string), OperationCount> _counts = [];
    private long _last;
    private long _first = 1;

    internal CallLog(int capacity) => _ring = new CallRecord[capacity];

    /// <summary>Sequence number of the newest call, 0 before the first.</summary>
    public long LastSequence
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>Calls of the ring that match, oldest first.</summary>
    /// <param name="query">What to match; null for everything.</param>
    public IReadOnlyList<CallRecord> Read(CallQuery? query = null)
    {
        query ??= new CallQuery();
        List<CallRecord> found = [];
        lock (_gate)
        {
            long from = Math.Max(Math.Max(_first, _last - _ring.Length + 1), query.Since + 1);
            for (long sequence = from; sequence <= _last && (query.Limit is null || found.Count < query.Limit); sequence++)
            {
                CallRecord call = _ring[sequence % _ring.Length];
                if (query.Matches(call))
                    found.Add(call);
            }
        }

        return found;
    }

    /// <summary>The exact totals.</summary>
    public CallSummary Summarise()
    {
        lock (_gate)
        {
            return new CallSummary
            {
                LastSequence = _last,
                Forgotten = Math.Max(0, _last - _first + 1 - _ring.Length),
                Operations =
                [
                    .. _counts.Values
                        .OrderBy(count => count.Service)
                        .ThenBy(count => count.Region, StringComparer.Ordinal)
                        .ThenBy(count => count.Account, StringComparer.Ordinal)
                        .ThenBy(count => count.Operation, StringComparer.Ordinal),
                ],
            };
        }
    }

    /// <summary>Forgets calls and totals. Sequence numbers go on.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _counts.Clear();
            _first = _last + 1;
        }
    }

    /// <returns>The call's sequence number.</returns>
    internal long Add(CallRecord call)
    {
        lock (_gate)
        {
            call = call with { Sequence = ++_last };
            _ring[_last % _ring.Length] = call;
            (AzureService, string?, string?, string) key = (call.Service, call.Region, call.Account, call.Operation);
            OperationCount count = _counts.TryGetValue(key, out OperationCount? known)
                ? known
                : new OperationCount { Service = call.Service, Region = call.Region, Account = call.Account, Operation = call.Operation };
            _counts[key] = count.Plus(call);
            return _last;
        }
    }

    /// <summary>Notes how long the caller of a call that got no answer held on.</summary>
    internal void End(long sequence, double milliseconds)
    {
        lock (_gate)
        {
            if (sequence >= _first && sequence > _last - _ring.Length)
                _ring[sequence % _ring.Length] = _ring[sequence % _ring.Length] with { DurationMilliseconds = milliseconds };
        }
    }
}
