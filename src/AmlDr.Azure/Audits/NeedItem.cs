using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;

namespace AmlDr.Azure.Audits;

/// <summary>What an asset that stands in the secondary needs there.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of the primary's document.</param>
/// <param name="IsReferenced">True when it is mirrored only because a mirrored asset refers to it.</param>
/// <param name="Needs">What it needs, by the secondary's names; none for a deployable asset that needs nothing.</param>
internal sealed record NeedItem(AssetId Asset, string Fingerprint, bool IsReferenced, IReadOnlyList<Dependency> Needs);
