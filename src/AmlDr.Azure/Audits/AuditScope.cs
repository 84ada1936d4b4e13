using AmlDr.Core.Audits;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Audits;

/// <summary>What an audit is about.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Level">How closely it looks.</param>
/// <param name="Source">Tells what the primary holds.</param>
internal sealed record AuditScope(Pair Pair, AuditLevel Level, IAuditSource Source);
