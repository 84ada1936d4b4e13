using System.Collections.Concurrent;

namespace AmlDr.EmbeddedHost.Tests.Support;

/// <summary>What functions did, and gates that hold them.</summary>
public sealed class Recorder
{
    private readonly ConcurrentQueue<string> _entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();

    public IReadOnlyList<string> Entries => [.. _entries];

    public void Add(string entry) => _entries.Enqueue(entry);

    public int Count(string entry) => _entries.Count(e => e == entry);

    /// <summary>Waits at a gate until the test opens it.</summary>
    public Task PassAsync(string gate, CancellationToken cancellation)
    {
        Signal(_reached, gate).TrySetResult();
        return Signal(_gates, gate).Task.WaitAsync(cancellation);
    }

    public void Open(string gate) => Signal(_gates, gate).TrySetResult();

    /// <summary>Waits until a function has come to a gate.</summary>
    public Task ReachedAsync(string gate, CancellationToken cancellation) => Signal(_reached, gate).Task.WaitAsync(cancellation);

    private static TaskCompletionSource Signal(ConcurrentDictionary<string, TaskCompletionSource> signals, string name) =>
        signals.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
