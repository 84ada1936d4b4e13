using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Mirroring;

/// <summary>What an inspection found.</summary>
/// <param name="Decision">What is to be done.</param>
/// <param name="Reason">Why, where the decision needs a reason.</param>
public sealed record MirrorInspection(MirrorDecision Decision, AssetReason? Reason = null)
{
    /// <summary>The number of places whose files are to be copied: files of its own in stores that the two sides do not share.</summary>
    public int ContentPlaces { get; init; }

    /// <summary>When the primary last changed the asset.</summary>
    public DateTimeOffset? SourceModifiedAt { get; init; }

    /// <summary>Digest of the primary's document.</summary>
    public string? SourceFingerprint { get; init; }

    /// <summary>True when a mirrored asset refers to it.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>True when the secondary holds it already, with keys that are to be the primary's.</summary>
    public bool HasStandingKeys { get; init; }

    /// <summary>True when an earlier write in the secondary still goes on.</summary>
    public bool IsProvisioning { get; init; }
}
