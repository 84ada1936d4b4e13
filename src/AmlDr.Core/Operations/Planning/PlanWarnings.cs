using System.Globalization;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Operations.Planning;

/// <summary>What staff should know before they start an operation.</summary>
internal static class PlanWarnings
{
    private static readonly TimeSpan OldSweep = TimeSpan.FromHours(25);

    public static IReadOnlyList<string> Of(PlanFacts facts)
    {
        var warnings = new List<string>();
        if (facts.LastSweepAt is not { } sweep)
        {
            warnings.Add("No sweep has ended yet: what the primary holds besides what events told is not known.");
        }
        else if (facts.Now - sweep > OldSweep)
        {
            warnings.Add($"The last sweep ended at {sweep.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}: changes since then are known only where events told of them.");
        }

        if (facts.Mode != OperationMode.Drill && facts.Switches.Count == 0)
        {
            warnings.Add("The policy names no way of switching traffic: clients must be turned to the other side by hand.");
        }

        if (facts.Policy.Verification.Count == 0)
        {
            warnings.Add("The policy gives no scoring samples: endpoints are verified by their provisioning states alone.");
        }

        if (facts.Mode is OperationMode.Planned or OperationMode.Unplanned && facts.Jobs.Count > 0)
        {
            int resubmitted = facts.Jobs.Count(job => job.Obstacle is null && facts.Policy.Resubmission.Includes(job.Name));
            warnings.Add($"{facts.Jobs.Count} jobs had not ended when they were last seen; {resubmitted} of them are submitted again.");
        }

        if (facts.ReadinessFindings is null)
        {
            warnings.Add("There is no readiness report.");
        }

        warnings.AddRange((facts.ReadinessFindings ?? []).Select(finding => $"Readiness: {finding}"));
        return warnings;
    }
}
