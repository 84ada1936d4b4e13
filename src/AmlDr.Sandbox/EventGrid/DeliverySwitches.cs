namespace AmlDr.Sandbox.EventGrid;

/// <summary>What Event Grid does to events that it may do by contract, and seldom does when one looks.</summary>
public sealed record DeliverySwitches
{
    /// <summary>Share of events delivered a second time.</summary>
    public double DuplicateProbability { get; init; }

    /// <summary>Share of events held back so that later ones overtake them.</summary>
    public double ReorderProbability { get; init; }

    /// <summary>How long an event that is held back or repeated waits, in milliseconds at most.</summary>
    public int ReorderMilliseconds { get; init; } = 200;

    /// <summary>Milliseconds that every event waits before its first delivery.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>True: events are lost without a trace.</summary>
    public bool Silent { get; init; }

    /// <summary>Keys of model events in camel case, as in the published schema. By default Pascal case, as on the wire.</summary>
    public bool CamelCaseKeys { get; init; }

    /// <summary>Model versions as text, as in the published schema. By default as numbers, as on the wire.</summary>
    public bool TextVersions { get; init; }

    /// <summary>Says what is wrong with the values, one sentence per mistake.</summary>
    public IEnumerable<string> Validate()
    {
        if (DuplicateProbability is < 0 or > 1 or double.NaN)
            yield return $"'duplicateProbability' is {DuplicateProbability}; it must lie between 0 and 1.";
        if (ReorderProbability is < 0 or > 1 or double.NaN)
            yield return $"'reorderProbability' is {ReorderProbability}; it must lie between 0 and 1.";
        if (ReorderMilliseconds < 0)
            yield return $"'reorderMilliseconds' is {ReorderMilliseconds}; it must be 0 or more.";
        if (DelayMilliseconds < 0)
            yield return $"'delayMilliseconds' is {DelayMilliseconds}; it must be 0 or more.";
    }
}
