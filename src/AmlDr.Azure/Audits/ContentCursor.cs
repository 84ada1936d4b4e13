using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>How far the comparison of a chunk's files has come when it is interrupted: reading many bytes takes longer than an activity may.</summary>
/// <param name="Item">The position of the asset in the chunk.</param>
/// <param name="File">The position of the file among those of the asset.</param>
/// <param name="Offset">The offset in the file, in bytes.</param>
/// <param name="Reasons">What was found of the asset's bytes so far.</param>
public sealed record ContentCursor(int Item, int File, long Offset, IReadOnlyList<AuditReason> Reasons);
