namespace AmlDr.Sandbox.Webhooks;

/// <summary>Addresses that take whatever is sent to them: <c>/sandbox/webhooks/{name}</c>. For watching what an application notifies others of.</summary>
public sealed class WebhookSinks
{
    private const int Kept = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Sink> _sinks = new(StringComparer.Ordinal);

    internal WebhookSinks()
    {
    }

    /// <summary>The newest thousand calls that a sink has taken or failed, oldest first.</summary>
    /// <param name="name">The sink's name.</param>
    public IReadOnlyList<WebhookCall> Calls(string name)
    {
        lock (_gate)
            return _sinks.TryGetValue(name, out Sink? sink) ? [.. sink.Calls] : [];
    }

    /// <summary>Lets a sink fail from now on, or work again.</summary>
    /// <param name="name">The sink's name.</param>
    /// <param name="failure">How it fails; null to work again.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message names every mistake.</exception>
    public void SetFailure(string name, WebhookFailure? failure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string[] mistakes = [.. failure?.Validate() ?? []];
        if (mistakes.Length > 0)
            throw new ArgumentException(string.Join(" ", mistakes), nameof(failure));
        lock (_gate)
        {
            Sink sink = Of(name);
            sink.Failure = failure;
            sink.Failed = 0;
        }
    }

    /// <summary>Forgets what a sink has taken, and how it fails.</summary>
    /// <param name="name">The sink's name.</param>
    public void Clear(string name)
    {
        lock (_gate)
            _sinks.Remove(name);
    }

    /// <summary>Takes a call and decides its status. Null when it is taken well.</summary>
    internal WebhookFailure? Take(string name, Func<int, WebhookCall> describe)
    {
        lock (_gate)
        {
            Sink sink = Of(name);
            WebhookFailure? failure = sink.Failure is { } set && !(sink.Failed >= set.Times) ? set : null;
            if (failure is not null)
                sink.Failed++;
            sink.Calls.Enqueue(describe(failure?.Status ?? 200));
            if (sink.Calls.Count > Kept)
                sink.Calls.Dequeue();
            return failure;
        }
    }

    private Sink Of(string name)
    {
        if (!_sinks.TryGetValue(name, out Sink? sink))
            _sinks[name] = sink = new Sink();
        return sink;
    }

    private sealed class Sink
    {
        public Queue<WebhookCall> Calls { get; } = [];

        public WebhookFailure? Failure { get; set; }

        public int Failed { get; set; }
    }
}
