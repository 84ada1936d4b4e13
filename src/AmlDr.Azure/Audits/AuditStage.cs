using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>What an audit has found of a kind, and where it stands.</summary>
/// <param name="Counts">The assets by class.</param>
/// <param name="Chunks">How many chunks there are of each stream.</param>
public sealed record AuditStage(AuditKind Counts, AuditChunks Chunks);
