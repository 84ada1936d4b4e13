using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness;

/// <summary>Has every check judge a snapshot, and makes the report.</summary>
public static class ReadinessJudge
{
    /// <summary>Judges.</summary>
    /// <param name="snapshot">What was read.</param>
    /// <param name="attestations">What operators vouch for; of several on one check the one that counts longest.</param>
    /// <param name="reportId">The report's identifier.</param>
    /// <returns>The report.</returns>
    public static ReadinessReport Judge(ReadinessSnapshot snapshot, IReadOnlyCollection<Attestation> attestations, string reportId)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(attestations);
        CheckResult[] results = [.. ReadinessChecks.All.Select(check => Result(check, check.Judge(snapshot), snapshot.TakenAt, attestations))];
        return new ReadinessReport
        {
            Id = reportId,
            Pair = snapshot.Pair.Name,
            Primary = snapshot.Primary.Id.ToString(),
            Secondary = snapshot.Secondary.Id.ToString(),
            TakenAt = snapshot.TakenAt,
            Verdict = results.Max(result => result.Verdict),
            Counts = results.GroupBy(result => result.Verdict).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count()),
            Checks = results,
            UnusedAttestations = [.. attestations.Except(results.Select(result => result.Attestation).OfType<Attestation>()).OrderBy(word => word.Check, StringComparer.Ordinal)],
        };
    }

    private static CheckResult Result(ReadinessCheck check, CheckOutcome outcome, DateTimeOffset now, IEnumerable<Attestation> attestations)
    {
        Attestation? word = outcome.Verdict == ReadinessVerdict.Unknown
            ? attestations.Where(one => one.Check == check.Id && one.ExpiresAt > now).MaxBy(one => one.ExpiresAt)
            : null;

        // A recommendation that is not followed stays visible below what is vouched for.
        ReadinessVerdict verdict = word is null ? outcome.Verdict
            : outcome.Findings.Any(finding => finding.Verdict == ReadinessVerdict.Warn) ? ReadinessVerdict.Warn
            : ReadinessVerdict.Attested;
        return new CheckResult(check.Id, check.Row, check.Title, check.Demand, verdict, outcome.Findings, outcome.Facts, word);
    }
}
