using AmlDr.Azure.Readiness;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>What the newest readiness report says fails.</summary>
internal sealed class StoredReadiness(ReadinessStore reports) : IReadinessFindings
{
    public async Task<IReadOnlyList<string>?> TryReadAsync(Pair pair, CancellationToken cancellationToken)
    {
        if (await reports.TryGetHeadAsync(pair.Name, cancellationToken) is not { } head)
        {
            return null;
        }

        ReadinessReport report = await reports.ReadAsync(head, cancellationToken);
        return
        [
            .. report.Checks.Where(check => check.Verdict is ReadinessVerdict.Fail or ReadinessVerdict.Unknown)
                .Select(check => $"{check.Title} ({check.Verdict}): {(check.Findings.Count == 0 ? check.Demand : check.Findings[0].Reason)}"),
        ];
    }
}
