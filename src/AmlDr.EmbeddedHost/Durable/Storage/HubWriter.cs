using System.Diagnostics;
using AmlDr.EmbeddedHost.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>
/// The only writer of a task hub: one thread that puts the requests waiting for it into one flushed transaction. A flush costs the
/// same for one request as for a hundred, so throughput grows with load instead of collapsing to one flush per step.
/// </summary>
internal sealed class HubWriter : IDisposable
{
    private readonly object _gate = new();
    private readonly HubConnection _connection;
    private readonly HubTransaction _tx;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ICommitObserver? _observer;
    private readonly HostMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private List<WriteRequest> _waiting = [];
    private long _commits;
    private bool _stopping;
    private bool _crashed;

    public HubWriter(
        HubConnection connection, string path, HubSettings settings, TimeProvider time, ICommitObserver? observer, HostMetrics metrics, ILogger logger)
    {
        _connection = connection;
        _path = path;
        _time = time;
        _observer = observer;
        _metrics = metrics;
        _logger = logger;
        _tx = new HubTransaction(connection, new HubIds(connection), settings) { Now = LatestArrival(connection) };
        _thread = new Thread(Loop) { IsBackground = true, Name = "amldr hub writer" };
    }

    /// <summary>Called on the writer's thread with what a transaction did, once it is durable and before its requests complete.</summary>
    public Action<CommitEffects>? Committed { get; set; }

    /// <summary>The problem that the last transaction met; null when it was stored.</summary>
    public HubStorageException? Problem { get; private set; }

    /// <summary>How many transactions were stored.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public void Start() => _thread.Start();

    /// <summary>Queues a logical transaction. The task ends when it is durable, or with the reason why it is not.</summary>
    public Task<T> ExecuteAsync<T>(Func<HubTransaction, T> work)
    {
        WriteRequest<T> request = new(work);
        lock (_gate)
        {
            if (_stopping)
            {
                request.Fail(new ObjectDisposedException(nameof(HubWriter), "The host is stopping; its task hub takes no more requests."));
                return request.Completion;
            }

            _waiting.Add(request);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }

        return request.Completion;
    }

    /// <summary>Stops at once: what waits is lost, as when the process is killed.</summary>
    public void Crash()
    {
        lock (_gate)
        {
            _crashed = true;
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        FailWaiting();
    }

    /// <summary>Stores what waits, then stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        if (_thread.ThreadState != System.Threading.ThreadState.Unstarted)
        {
            _thread.Join();
        }

        FailWaiting();
    }

    private static DateTime LatestArrival(HubConnection connection) =>
        new(Convert.ToInt64(connection.Scalar("SELECT MAX(arrived_at) FROM inbox") ?? 0L, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private void Loop()
    {
        List<WriteRequest> group = [];
        while (TakeGroup(group))
        {
            // Groups of bounded size: one long transaction would hold back the requests that came first.
            for (int start = 0; start < group.Count && !_crashed; start += _tx.Settings.MaxRequestsPerCommit)
            {
                Store(group[start..Math.Min(group.Count, start + _tx.Settings.MaxRequestsPerCommit)]);
            }

            if (_crashed)
            {
                group.ForEach(request => request.Fail(new OperationCanceledException("The host was stopped before this was stored.")));
            }

            group.Clear();
        }
    }

    private bool TakeGroup(List<WriteRequest> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping)
            {
                Monitor.Wait(_gate);
            }

            if (_crashed || _waiting.Count == 0)
            {
                return false;
            }

            group.AddRange(_waiting);
            _waiting.Clear();
            return true;
        }
    }

    private void Store(List<WriteRequest> requests)
    {
        Exception? problem = TryStore(requests);
        if (problem is null)
        {
            return;
        }

        if (problem is not HubStorageException && requests.Count > 1)
        {
            // One of them is at fault. Alone, each gets what it deserves.
            requests.ForEach(request => Store([request]));
            return;
        }

        requests.ForEach(request => request.Fail(problem));
    }

#pragma warning disable CA1031 // Whatever goes wrong is handed to the requests that asked for it.
    private Exception? TryStore(List<WriteRequest> requests)
    {
        long started = Stopwatch.GetTimestamp();
        DateTime now = _time.GetUtcNow().UtcDateTime;
        if (now > _tx.Now)
        {
            _tx.Now = now;
        }

        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (WriteRequest request in requests)
            {
                Run(request);
            }

            long number = Interlocked.Read(ref _commits) + 1;
            _observer?.BeforeCommit(number);
            _connection.Execute("COMMIT");
            _observer?.AfterCommit(number);
            Interlocked.Increment(ref _commits);
        }
        catch (Exception exception)
        {
            RollBack();
            if (exception is SqliteException sqlite && HubStorageException.From(sqlite, _path) is { } problem)
            {
                Problem = problem;
                return problem;
            }

            return exception;
        }

        Problem = null;
        _metrics.CommitStored(requests.Count, Stopwatch.GetElapsedTime(started));
        foreach (WriteRequest request in requests)
        {
            if (request.Refusal is { } refusal)
            {
                request.Fail(refusal);
                continue;
            }

            Committed?.Invoke(request.Effects);
            request.Succeed();
        }

        return null;
    }
#pragma warning restore CA1031

    private void Run(WriteRequest request)
    {
        request.Effects.Clear();
        request.Refusal = null;
        _tx.Effects = request.Effects;
        try
        {
            request.Run(_tx);
        }
        catch (RequestRefusedException refused)
        {
            // A request refuses itself before it writes, so the transaction of the others is untouched.
            request.Refusal = refused.Reason;
        }
    }

    private void RollBack()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException exception)
        {
            // SQLite has rolled back by itself already when the disk is full or fails.
            StorageLog.RollbackFailed(_logger, exception);
        }
    }

    private void FailWaiting()
    {
        lock (_gate)
        {
            _waiting.ForEach(request => request.Fail(new OperationCanceledException("The host stopped before this was stored.")));
            _waiting = [];
        }
    }
}
