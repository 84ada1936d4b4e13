using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Mirroring;

/// <summary>What an inspection found.</summary>
/// <param name="Decision">What is to be done.</param>
/// <param name="Reason">Why, where the decision needs a reason.</param>
/// <param name="HasContent">True when the asset has files of its own in a store that the two sides do not share.</param>
/// <param name="SourceModifiedAt">When the primary last changed the asset.</param>
/// <param name="SourceFingerprint">Digest of the primary's document.</param>
public sealed record MirrorInspection(
    MirrorDecision Decision, AssetReason? Reason = null, bool HasContent = false, DateTimeOffset? SourceModifiedAt = null,
    string? SourceFingerprint = null);
