namespace AmlDr.Core.Evidence;

/// <summary>Finds the steps that decided how long an operation took.</summary>
public static class CriticalPath
{
    /// <summary>
    /// Walks back from the step that ended last: to the one that it waited for longest, among those it depends on, else among those of the stages
    /// before. Shortening any other step would have saved nothing.
    /// </summary>
    /// <param name="steps">The steps of an operation, in the order of their stages.</param>
    /// <returns>The identifiers of the steps on the path, first to last; none when no step ran.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<EvidenceStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        string[] stages = [.. steps.Select(step => step.Stage).Distinct(StringComparer.Ordinal)];
        EvidenceStep[] ran = [.. steps.Where(step => step.Duration is not null)];
        ILookup<string, EvidenceStep> byId = ran.ToLookup(step => step.Id, StringComparer.Ordinal);
        Dictionary<string, EvidenceStep?> lastBefore = [];
        EvidenceStep? last = null;
        foreach (string stage in stages)
        {
            lastBefore[stage] = last;
            last = Last(ran.Where(step => step.Stage == stage).Prepend(last));
        }

        var path = new List<string>();
        var seen = new HashSet<EvidenceStep>(ReferenceEqualityComparer.Instance);
        for (EvidenceStep? step = last; step is not null && seen.Add(step); step = Before(step))
        {
            path.Add(step.Id);
        }

        path.Reverse();
        return path;

        EvidenceStep? Before(EvidenceStep step) =>
            Last(step.DependsOn.SelectMany(id => byId[id]).Where(one => one.Stage == step.Stage)) ?? lastBefore[step.Stage];
    }

    private static EvidenceStep? Last(IEnumerable<EvidenceStep?> steps) =>
        steps.Where(step => step is not null).MaxBy(step => step!.EndedAt);
}
