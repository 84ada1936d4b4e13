using AmlDr.Core.Assets;
using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>An asset whose documents were compared and whose files are to be.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of the primary's document.</param>
/// <param name="IsReferenced">True when it is mirrored only because a mirrored asset refers to it.</param>
/// <param name="Reasons">Why its documents differ; none when they match.</param>
/// <param name="IsRepairable">Whether a repair can mirror it, as far as its documents say.</param>
/// <param name="Places">Where its files stand.</param>
internal sealed record ContentItem(
    AssetId Asset, string Fingerprint, bool IsReferenced, IReadOnlyList<AuditReason> Reasons, bool IsRepairable, IReadOnlyList<FilePlace> Places);
