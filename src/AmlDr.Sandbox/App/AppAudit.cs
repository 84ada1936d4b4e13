namespace AmlDr.Sandbox.App;

/// <summary>An audit's report, as far as scenarios look at it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Coverage">The share of the primary's assets that match.</param>
/// <param name="Counts">The assets by class.</param>
/// <param name="FindingCount">The number of findings.</param>
/// <param name="FindingPages">The pages that they stand on.</param>
/// <param name="Deployable">The deployable assets.</param>
/// <param name="DeployableComplete">Of those, the ones that find everything they need.</param>
/// <param name="Findings">All findings.</param>
/// <param name="Unread">What could not be read.</param>
/// <param name="Repair">What the repair did; null when none was asked for.</param>
public sealed record AppAudit(
    string Id, string Verdict, double Coverage, IReadOnlyDictionary<string, int> Counts, int FindingCount, int FindingPages, int Deployable,
    int DeployableComplete, IReadOnlyList<AppAuditFinding> Findings, IReadOnlyList<AppReason> Unread, AppAuditRepair? Repair)
{
    /// <summary>The number of assets of a class.</summary>
    /// <param name="found">The class.</param>
    public int Count(string found) => Counts.GetValueOrDefault(found);

    /// <summary>Verdict and counts.</summary>
    public override string ToString() => $"{Verdict}: {string.Join(", ", Counts.Select(count => $"{count.Value} {count.Key}"))}";
}
