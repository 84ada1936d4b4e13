
namespace AmlDr.Functions.Sweeping;

/// <summary>The input of <see cref="Orchestrations.SweepPair"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
public sealed record SweepInput(string Pair)
{
    /// <summary>Where the sweep is; null at its start.</summary>
    public SweepProgress? Progress { get; init; }
}
