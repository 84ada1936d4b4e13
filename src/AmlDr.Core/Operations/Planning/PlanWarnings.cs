using System.Globalization;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Planning;

/// <summary>What staff should know before they start an operation.</summary>
internal static class PlanWarnings
{
    private static readonly TimeSpan OldSweep = TimeSpan.FromHours(25);

    public static IReadOnlyList<string> Of(PlanFacts facts)
    {
        var warnings = new List<string>();
        if (facts.Mode == OperationMode.Failback)
        {
            warnings.AddRange(OfTheWayBack(facts));
        }
        else if (facts.LastSweepAt is not { } sweep)
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

    private static IEnumerable<string> OfTheWayBack(PlanFacts facts)
    {
        if (facts.ServingSideFault is { } fault)
        {
            yield return $"The secondary could not be looked at, so that the plan is made from the catalog: {fault} What was registered there since the failover cannot be "
                + "brought back while it does not answer; the step BringBack can be skipped.";
        }

        yield return facts.DivergedAt is { } parted
            ? $"What was registered or changed in the secondary since {parted.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)} is brought back. What was deleted there is not deleted in the primary."
            : "Nobody has noted when the sides parted: everything that the secondary holds is compared.";
        yield return facts.Policy.FailbackConflicts switch
        {
            FailbackConflicts.PreferSecondary =>
                "Versions that both sides hold with different content: the secondary's counts where it can be changed ('failover.failbackConflicts'); each is reported.",
            FailbackConflicts.PreferPrimary =>
                "Versions that both sides hold with different content: the primary's counts, and the secondary gets it afterwards ('failover.failbackConflicts'); each is reported.",
            _ => "Versions that both sides hold with different content stay as they are on both ('failover.failbackConflicts'); each is reported.",
        };
        yield return "Jobs that run in the secondary stay there.";
        if (facts.Assets.Count(asset => asset.State == AssetState.Skipped) is > 0 and var cold)
        {
            yield return $"{cold} assets of tier cold were made by the failover and go on running in the secondary: nothing deletes them there.";
        }
    }
}
