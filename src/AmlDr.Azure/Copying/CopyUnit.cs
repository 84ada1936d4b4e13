namespace AmlDr.Azure.Copying;

/// <summary>A share of the copying that one activity does: some small files, or some blocks of one large file.</summary>
/// <param name="FirstFile">The position of the first file in the plan.</param>
/// <param name="FileCount">The number of files; 1 for blocks.</param>
/// <param name="FirstBlock">The first block of the file; -1 when whole files are copied.</param>
/// <param name="BlockCount">The number of blocks; 0 when whole files are copied.</param>
public sealed record CopyUnit(int FirstFile, int FileCount, int FirstBlock, int BlockCount)
{
    /// <summary>True when the share is blocks of one large file.</summary>
    public bool IsBlocks => FirstBlock >= 0;
}
