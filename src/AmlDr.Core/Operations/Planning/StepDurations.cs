namespace AmlDr.Core.Operations.Planning;

/// <summary>How long steps took in earlier operations.</summary>
public sealed record StepDurations
{
    /// <summary>The most runs that are kept of one kind of step.</summary>
    public const int Kept = 40;

    /// <summary>Nothing is known.</summary>
    public static StepDurations None { get; } = new();

    /// <summary>The seconds of runs by kind of step, the newest last. <see cref="KeyOf"/> gives the keys.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Seconds { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>What steps are told apart by.</summary>
    /// <param name="action">What the step does.</param>
    /// <param name="kind">The asset's kind; null for none.</param>
    /// <returns>The key.</returns>
    public static string KeyOf(StepAction action, string? kind) => kind is null ? action.ToString() : $"{action}:{kind}";

    /// <summary>Estimates a step: the median of earlier runs, else a default.</summary>
    /// <param name="action">What the step does.</param>
    /// <param name="kind">The asset's kind; null for none.</param>
    /// <returns>The seconds.</returns>
    public double Estimate(StepAction action, string? kind) =>
        Seconds.TryGetValue(KeyOf(action, kind), out IReadOnlyList<double>? runs) && runs.Count > 0 ? Median(runs) : Default(action, kind);

    /// <summary>Adds runs.</summary>
    /// <param name="runs">Keys and seconds, the oldest first.</param>
    /// <returns>What is then known, the oldest runs forgotten.</returns>
    public StepDurations Add(IEnumerable<KeyValuePair<string, double>> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Dictionary<string, IReadOnlyList<double>> seconds = new(Seconds);
        foreach (IGrouping<string, double> group in runs.GroupBy(run => run.Key, run => Math.Round(run.Value, 1)))
        {
            seconds[group.Key] = [.. seconds.GetValueOrDefault(group.Key, []).Concat(group).TakeLast(Kept)];
        }

        return new StepDurations { Seconds = seconds };
    }

    private static double Median(IReadOnlyList<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    // Figures to plan with until there are measured ones; no published source gives any.
    private static double Default(StepAction action, string? kind) => action switch
    {
        StepAction.CreateAsset when kind is Kinds.KindNames.OnlineDeployment => 600,
        StepAction.CreateAsset => 90,
        StepAction.ScaleDeployment => 420,
        StepAction.ScaleCompute => 60,
        StepAction.FinalSweep => 300,
        StepAction.SetTraffic or StepAction.SwitchTraffic => 60,
        StepAction.SetDefaultDeployment or StepAction.EnableSchedule or StepAction.DrainSchedule or StepAction.DisableSchedule => 15,
        _ => 5,
    };
}
