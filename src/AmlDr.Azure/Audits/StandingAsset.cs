namespace AmlDr.Azure.Audits;

/// <summary>What an audit keeps of an asset of the secondary while it looks at its group.</summary>
/// <param name="Digest">Digest of its document.</param>
/// <param name="HasFailed">True when it was not provisioned well.</param>
/// <param name="TakesPart">False for what every workspace has, and for what the policy leaves out.</param>
internal readonly record struct StandingAsset(UInt128 Digest, bool HasFailed, bool TakesPart);
