namespace AmlDr.Sandbox.EventGrid;

/// <summary>How Event Grid delivers.</summary>
public sealed record EventGridOptions
{
    /// <summary>
    /// Factor on every published wait: the retry schedule, its minimum waits, the time to live, and the five minutes before a dead letter
    /// is written. 1 is real time.
    /// </summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>How long a delivery waits for the endpoint's answer. The service waits 30 seconds.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries under way at once for each subscription.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Says what is wrong with the values, one sentence per mistake.</summary>
    public IEnumerable<string> Validate()
    {
        if (!(TimeScale > 0))
            yield return $"TimeScale is {TimeScale}; use a factor above 0, for example 0.01 for a hundred times faster.";
        if (AnswerTimeout <= TimeSpan.Zero)
            yield return $"AnswerTimeout is {AnswerTimeout}; use more than zero.";
        if (Concurrency < 1)
            yield return $"Concurrency is {Concurrency}; use 1 or more.";
    }
}
