using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>A finding, with what a repair needs to know.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Fingerprint">Digest of the primary's document; empty for what the primary does not hold.</param>
/// <param name="IsReferenced">True when it is mirrored only because a mirrored asset refers to it.</param>
internal sealed record AuditItem(AuditFinding Finding, string Fingerprint, bool IsReferenced)
{
    /// <summary>True when the bytes differ although the listings agree: then every file is to be copied anew.</summary>
    public bool DistrustsContent { get; init; }
}
