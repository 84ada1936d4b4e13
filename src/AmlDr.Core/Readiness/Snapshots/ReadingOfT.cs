namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>Something that was read, or why it was not. What was not read never passes for something empty.</summary>
/// <typeparam name="T">What it is.</typeparam>
public sealed class Reading<T>
    where T : class
{
    internal Reading(ReadingState state, string what, T? value, string? problem, string? grant)
    {
        State = state;
        What = what;
        Value = value;
        Problem = problem;
        Grant = grant;
    }

    /// <summary>What became of the attempt.</summary>
    public ReadingState State { get; }

    /// <summary>What it is, for people.</summary>
    public string What { get; }

    /// <summary>The value; null unless <see cref="State"/> is <see cref="ReadingState.Read"/>.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value, a sentence; null when there is one.</summary>
    public string? Problem { get; }

    /// <summary>What is to be granted so that it can be read; null unless reading was denied.</summary>
    public string? Grant { get; }
}
