using AmlDr.Core.Ledger;

namespace AmlDr.Core.Signals;

/// <summary>What the ledger of a pair comes to.</summary>
/// <param name="TakenAt">When it was read.</param>
/// <param name="States">The number of assets by kind and state.</param>
/// <param name="OldestOpenAt">Since when the oldest change waits that the secondary does not hold; null when it holds all that is known.</param>
/// <param name="Stuck">The assets that have waited or been under way for longer than anything should.</param>
public sealed record PairFigures(
    DateTimeOffset TakenAt, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> States, DateTimeOffset? OldestOpenAt, int Stuck)
{
    /// <summary>Deployments may take over an hour to come up; what goes on for longer than this is stuck.</summary>
    public static TimeSpan LongestUnderWay { get; } = TimeSpan.FromHours(3);

    /// <summary>The assets that take part and that the primary has.</summary>
    public int Known => Sum(state => state is not (nameof(AssetState.Skipped) or nameof(AssetState.SourceDeleted)));

    /// <summary>Of those, the ones that the secondary holds.</summary>
    public int Mirrored => Sum(state => state == nameof(AssetState.Mirrored));

    /// <summary>The assets that failed or are stuck.</summary>
    public int Failing => Sum(state => state == nameof(AssetState.Failed)) + Stuck;

    /// <summary>The share of the known assets that the secondary holds; 1 when there are none.</summary>
    public double Coverage => Known == 0 ? 1 : (double)Mirrored / Known;

    /// <summary>The age of the oldest change that the secondary does not hold.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Seconds; 0 when it holds all that is known.</returns>
    public double RpoSeconds(DateTimeOffset now) => OldestOpenAt is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0;

    private int Sum(Func<string, bool> counts) => States.Values.Sum(kind => kind.Where(state => counts(state.Key)).Sum(state => state.Value));
}
