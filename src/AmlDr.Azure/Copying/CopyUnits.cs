namespace AmlDr.Azure.Copying;

/// <summary>Cuts the files of a plan into shares that are neither so small that steps outweigh copies nor so large that one failure costs much.</summary>
public static class CopyUnits
{
    private const int FilesPerUnit = 25;
    private const long BytesPerUnit = 512L * 1024 * 1024;
    private const int MostBlockUnitsPerFile = 64;
    private const int LeastBlocksPerUnit = 8;

    /// <summary>Cuts a plan.</summary>
    /// <param name="files">The files, in the plan's order.</param>
    /// <returns>Shares that cover every file once.</returns>
    public static IReadOnlyList<CopyUnit> Cut(IReadOnlyList<PlannedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var units = new List<CopyUnit>();
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < files.Count; i++)
        {
            PlannedFile file = files[i];
            if (file.BlockCount > 0)
            {
                CloseRun(i);
                units.AddRange(CutBlocks(i, file.BlockCount));
                start = i + 1;
                continue;
            }

            bytes += file.File.Length;
            if (i - start + 1 == FilesPerUnit || bytes >= BytesPerUnit)
            {
                CloseRun(i + 1);
                start = i + 1;
            }
        }

        CloseRun(files.Count);
        return units;

        void CloseRun(int end)
        {
            if (end > start)
            {
                units.Add(new CopyUnit(start, end - start, -1, 0));
            }

            bytes = 0;
        }
    }

    private static IEnumerable<CopyUnit> CutBlocks(int file, int blockCount)
    {
        int perUnit = Math.Max(LeastBlocksPerUnit, (blockCount + MostBlockUnitsPerFile - 1) / MostBlockUnitsPerFile);
        for (int first = 0; first < blockCount; first += perUnit)
        {
            yield return new CopyUnit(file, 1, first, Math.Min(perUnit, blockCount - first));
        }
    }
}
