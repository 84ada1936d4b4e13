using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Clients that wait for an instance to change its status.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<TaskCompletionSource>> _waiters = new(StringComparer.Ordinal);

    /// <summary>Waits until a state that is read again after every change meets a condition.</summary>
    /// <typeparam name="T">The state.</typeparam>
    /// <param name="instanceId">The instance.</param>
    /// <param name="readIfMet">Gives the state if it meets the condition, else null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The state.</returns>
    public async Task<T> WaitAsync<T>(string instanceId, Func<T?> readIfMet, CancellationToken cancellation)
        where T : class
    {
        while (true)
        {
            // Registered before reading, so that no change falls between the two.
            TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Register(instanceId, changed);
            try
            {
                if (readIfMet() is { } state)
                {
                    return state;
                }

                await changed.Task.WaitAsync(cancellation);
            }
            finally
            {
                Unregister(instanceId, changed);
            }
        }
    }

    public void Notify(IReadOnlyList<(string InstanceId, InstanceStatus Status)> changes)
    {
        foreach ((string instanceId, _) in changes)
        {
            TaskCompletionSource[] waiting;
            lock (_gate)
            {
                if (!_waiters.TryGetValue(instanceId, out List<TaskCompletionSource>? list))
                {
                    continue;
                }

                waiting = [.. list];
            }

            foreach (TaskCompletionSource waiter in waiting)
            {
                waiter.TrySetResult();
            }
        }
    }

    private void Register(string instanceId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out List<TaskCompletionSource>? list))
            {
                _waiters[instanceId] = list = [];
            }

            list.Add(waiter);
        }
    }

    private void Unregister(string instanceId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(instanceId, out List<TaskCompletionSource>? list) && list.Remove(waiter) && list.Count == 0)
            {
                _waiters.Remove(instanceId);
            }
        }
    }
}
