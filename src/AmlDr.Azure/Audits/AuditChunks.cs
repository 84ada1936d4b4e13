namespace AmlDr.Azure.Audits;

/// <summary>How many chunks there are of each stream of a kind.</summary>
/// <param name="Findings">Of <see cref="AuditStreams.Findings"/>.</param>
/// <param name="Contents">Of <see cref="AuditStreams.Contents"/>.</param>
/// <param name="Needs">Of <see cref="AuditStreams.Needs"/>.</param>
/// <param name="Standing">Of <see cref="AuditStreams.Standing"/>.</param>
/// <param name="Names">Of <see cref="AuditStreams.Names"/>.</param>
/// <param name="Closure">Of <see cref="AuditStreams.Closure"/>.</param>
/// <param name="Manifest">Pages of the manifest, which a repair's deletions are told by.</param>
public sealed record AuditChunks(
    int Findings = 0, int Contents = 0, int Needs = 0, int Standing = 0, int Names = 0, int Closure = 0, int Manifest = 0);
