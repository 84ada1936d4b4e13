using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Jobs that have not ended can be submitted again.</summary>
internal sealed class JobsCheck() : ReadinessCheck(
    "jobs", 28, "Running jobs", "Jobs do not move: submit again in the secondary what has not ended.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.Take(snapshot.Primary.RunningJobs, out IReadOnlyList<string>? jobs))
        {
            return "";
        }

        judgement.Fact("running", jobs.Count);
        judgement.Fact("candidates", jobs.Take(100));
        if (jobs.Count > 0 && !snapshot.Pair.Policy.Jobs)
        {
            judgement.Warn($"{jobs.Count} jobs have not ended, and the policy has their specifications left out ('jobs' is false).", "Set 'jobs' to true, or submit them again by hand.");
        }
        else if (jobs.Count > 0 && judgement.Take(snapshot.Mirror, out MirrorState? mirror))
        {
            string[] lost = [.. jobs.Where(job => !mirror.CapturedJobs.Contains(job))];
            if (lost.Length > 0)
            {
                judgement.Warn(
                    $"{lost.Length} of {jobs.Count} jobs that have not ended are not captured: {string.Join(", ", lost.Take(10))}{(lost.Length > 10 ? ", …" : "")}.",
                    "The next sweep captures what it can; sweep now to have it at once (POST sweeps).");
            }
        }

        return jobs.Count == 0 ? "No job is running." : $"The specifications of {jobs.Count} jobs that have not ended are kept for resubmission.";
    }
}
