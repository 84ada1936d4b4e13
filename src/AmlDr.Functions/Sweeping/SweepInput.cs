namespace AmlDr.Functions.Sweeping;

/// <summary>The input of <see cref="Orchestrations.SweepPair"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
public sealed record SweepInput(string Pair)
{
    /// <summary>True when failed and refused assets are tried again whatever the time of their next attempt.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>True when an operator has confirmed the deletions that an earlier sweep did not believe.</summary>
    public bool ConfirmDeletions { get; init; }

    /// <summary>Where the sweep is; null at its start.</summary>
    public SweepProgress? Progress { get; init; }
}
