using AmlDr.Core.Assets;

namespace AmlDr.Core.Audits;

/// <summary>An asset that does not match.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Class">How it compares.</param>
/// <param name="Reasons">Why, at least one and at most <see cref="AuditReasons.Most"/>.</param>
public sealed record AuditFinding(AssetId Asset, AuditClass Class, IReadOnlyList<AuditReason> Reasons)
{
    /// <summary>How many reasons more there are.</summary>
    public int MoreReasons { get; init; }

    /// <summary>True when a repair can mirror it: nothing that would have to be guessed, overwritten or deleted stands in the way.</summary>
    public bool IsRepairable { get; init; }

    /// <summary>Makes a finding of any number of reasons.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="found">How it compares.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="isRepairable">Whether a repair can mirror it.</param>
    /// <returns>The finding, with the first reasons and the number of the others.</returns>
    public static AuditFinding Of(AssetId asset, AuditClass found, IReadOnlyList<AuditReason> reasons, bool isRepairable)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return new AuditFinding(asset, found, [.. reasons.Take(AuditReasons.Most)])
        {
            MoreReasons = Math.Max(0, reasons.Count - AuditReasons.Most),
            IsRepairable = isRepairable,
        };
    }

    /// <summary>Adds reasons.</summary>
    /// <param name="reasons">The reasons.</param>
    /// <returns>The finding then.</returns>
    public AuditFinding With(IReadOnlyList<AuditReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        AuditReason[] all = [.. Reasons, .. reasons];
        return this with { Reasons = [.. all.Take(AuditReasons.Most)], MoreReasons = MoreReasons + Math.Max(0, all.Length - AuditReasons.Most) };
    }
}
