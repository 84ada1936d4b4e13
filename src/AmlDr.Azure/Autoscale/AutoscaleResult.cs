using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Autoscale;

/// <summary>How the mirroring of a deployment's autoscale setting ended.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why, where it was refused.</param>
/// <param name="SettingId">The secondary's setting, where there is one.</param>
public sealed record AutoscaleResult(AutoscaleOutcome Outcome, AssetReason? Reason = null, string? SettingId = null)
{
    /// <summary>True when the primary's deployment is scaled by a setting, so that capacities are not compared.</summary>
    public bool IsScaled => Outcome is AutoscaleOutcome.Equal or AutoscaleOutcome.Written or AutoscaleOutcome.Refused;
}
