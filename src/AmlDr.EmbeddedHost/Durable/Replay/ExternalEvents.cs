using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>
/// External events and who waits for them. Names compare without case; of several waiters the last one is served first. An event that
/// only cancelled waiters wait for is kept, where the SDK loses it.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _buffered = [];

    /// <summary>Whether anyone waits.</summary>
    public bool HasWaiters => _waiters.Values.Any(stack => stack.Any(waiter => !waiter.Task.IsCompleted));

    /// <summary>Events that nobody has waited for, in order of arrival.</summary>
    public IReadOnlyList<HistoryEvent> Buffered => _buffered;

    /// <exception cref="ArgumentException">Someone waits for the name with another type.</exception>
    public Waiter Wait(string name, Type type, Func<Type, Waiter> create)
    {
        Stack<Waiter> stack = WaitersOf(name);
        if (stack.TryPeek(out Waiter? other) && other.Type != type)
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {other.Type.FullName} but was requested {type.FullName}.");
        }

        Waiter waiter = create(type);
        int index = _buffered.FindIndex(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            stack.Push(waiter);
            return waiter;
        }

        HistoryEvent item = _buffered[index];
        _buffered.RemoveAt(index);
        waiter.Complete(converter.Deserialize(item.Payload, type));
        return waiter;
    }

    public void Raise(HistoryEvent item)
    {
        if (WaitersOf(item.Name ?? string.Empty).TryPop(out Waiter? waiter))
        {
            waiter.Complete(converter.Deserialize(item.Payload, waiter.Type));
        }
        else
        {
            _buffered.Add(item);
        }
    }

    /// <summary>The stack of a name, without the waiters that were cancelled.</summary>
    private Stack<Waiter> WaitersOf(string name)
    {
        if (!_waiters.TryGetValue(name, out Stack<Waiter>? stack))
        {
            _waiters[name] = stack = new Stack<Waiter>();
        }

        if (stack.Any(waiter => waiter.Task.IsCompleted))
        {
            _waiters[name] = stack = new Stack<Waiter>(stack.Where(waiter => !waiter.Task.IsCompleted).Reverse());
        }

        return stack;
    }

    /// <summary>Someone who waits for an event.</summary>
    internal abstract class Waiter(Type type)
    {
        public Type Type { get; } = type;

        public abstract Task Task { get; }

        public abstract void Complete(object? payload);

        public abstract void Cancel(CancellationToken token);
    }

    internal sealed class Waiter<T>() : Waiter(typeof(T))
    {
        private readonly TaskCompletionSource<T> _completion = new();

        public override Task Task => _completion.Task;

        public Task<T> Received => _completion.Task;

        public override void Complete(object? payload) => _completion.TrySetResult(payload is null ? default! : (T)payload);

        public override void Cancel(CancellationToken token) => _completion.TrySetCanceled(token);
    }
}
