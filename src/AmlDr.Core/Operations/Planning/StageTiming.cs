namespace AmlDr.Core.Operations.Planning;

/// <summary>How long steps take together.</summary>
public static class StageTiming
{
    // ARM's bucket of writes: 200 at once, then 10 per second (facts/aml-rest.md section 6).
    private const int WriteBurst = 200;
    private const double WritesPerSecond = 10;

    /// <summary>Estimates the time of steps that run side by side as their dependencies allow.</summary>
    /// <param name="steps">The steps, free of circles.</param>
    /// <returns>The seconds of the slowest chain, and what ARM's limit of writes adds.</returns>
    public static double Estimate(IReadOnlyList<PlanStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var ends = new Dictionary<string, double>(StringComparer.Ordinal);
        IReadOnlyList<int> order = Execution.StageGraph.Of(steps).Order();
        foreach (PlanStep step in order.Select(position => steps[position]))
        {
            ends[step.Id] = step.DependsOn.Select(id => ends[id]).DefaultIfEmpty(0).Max() + step.EstimatedSeconds;
        }

        return Math.Round(ends.Values.DefaultIfEmpty(0).Max() + (Math.Max(0, steps.Count - WriteBurst) / WritesPerSecond), 1);
    }
}
