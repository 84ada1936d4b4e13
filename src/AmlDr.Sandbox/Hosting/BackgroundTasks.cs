namespace AmlDr.Sandbox.Hosting;

/// <summary>Work that outlives the call that began it. Whatever it throws comes out when the simulator stops.</summary>
internal sealed class BackgroundTasks : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();

    public void Run(Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            Task task = Task.Run(() => work(_stopping.Token), _stopping.Token);
            _running.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task[] left;
        lock (_gate)
            left = [.. _running];
        try
        {
            await Task.WhenAll(left);
        }
        catch (OperationCanceledException) when (left.All(task => !task.IsFaulted))
        {
            // Stopped half-way, as asked.
        }

        _stopping.Dispose();
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _running.Remove(task);
    }
}
