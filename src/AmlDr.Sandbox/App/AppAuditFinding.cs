namespace AmlDr.Sandbox.App;

/// <summary>A finding of an audit.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Class">How it compares.</param>
/// <param name="Reasons">Why.</param>
/// <param name="IsRepairable">Whether a repair can mend it.</param>
public sealed record AppAuditFinding(AppAuditedAsset Asset, string Class, IReadOnlyList<AppAuditReason> Reasons, bool IsRepairable)
{
    /// <summary>Class, asset and reasons.</summary>
    public override string ToString() => $"{Class} {Asset.Kind} {Asset.Name}:{Asset.Version} ({string.Join(" ", Reasons.Select(reason => reason.Message))})";
}
