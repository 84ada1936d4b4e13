using AmlDr.Azure.Copying;

namespace AmlDr.Azure.Mirroring;

/// <summary>What a content plan comes to; small enough for an orchestration's history.</summary>
/// <param name="FileCount">The number of files.</param>
/// <param name="TotalBytes">Their total length in bytes.</param>
/// <param name="Digest">The digest over paths, lengths and MD5s.</param>
/// <param name="Units">The shares in which they are copied; positions count the files to copy. Empty when all stand already.</param>
/// <param name="FilesInBlocks">The positions, among the files to copy, of those whose blocks must be committed.</param>
public sealed record ContentSummary(
    int FileCount, long TotalBytes, string Digest, IReadOnlyList<CopyUnit> Units, IReadOnlyList<int> FilesInBlocks);
