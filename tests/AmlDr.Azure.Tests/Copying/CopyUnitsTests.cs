using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Azure.Tests.Copying;

public class CopyUnitsTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void Cut_AnyMixture_CoversEveryFileAndBlockOnce()
    {
        PlannedFile[] files =
        [
            .. Enumerable.Range(0, 60).Select(_ => File(1)), File(1200 * MiB, 100 * MiB), File(300 * MiB / 2), File(200 * MiB), File(250 * MiB),
            File(50_000 * MiB, 100 * MiB), File(0),
        ];

        IReadOnlyList<CopyUnit> units = CopyUnits.Cut(files);

        var blocks = new HashSet<(int File, int Block)>();
        var whole = new HashSet<int>();
        foreach (CopyUnit unit in units)
        {
            if (unit.IsBlocks)
            {
                Assert.Equal(1, unit.FileCount);
                Assert.All(Enumerable.Range(unit.FirstBlock, unit.BlockCount), block => Assert.True(blocks.Add((unit.FirstFile, block))));
            }
            else
            {
                Assert.All(Enumerable.Range(unit.FirstFile, unit.FileCount), file => Assert.True(whole.Add(file)));
            }
        }

        for (int i = 0; i < files.Length; i++)
        {
            Assert.Equal(files[i].BlockCount == 0, whole.Contains(i));
            Assert.Equal(files[i].BlockCount, blocks.Count(block => block.File == i));
        }
    }

    [Fact]
    public void Cut_LargestModels_GiveFewUnits()
    {
        Assert.InRange(CopyUnits.Cut([.. Enumerable.Range(0, 1500).Select(_ => File(MiB))]).Count, 1, 100);
        Assert.InRange(CopyUnits.Cut([File(4_000_000 * MiB, 100 * MiB)]).Count, 1, 100);
    }

    [Fact]
    public void Cut_NoFiles_GivesNoUnits() => Assert.Empty(CopyUnits.Cut([]));

    private static PlannedFile File(long length, long blockBytes = 0) => new()
    {
        SourceName = "s",
        TargetName = "t",
        File = new ContentFile("f", length, null),
        SourceETag = "\"1\"",
        Headers = new BlobHttpHeaders(),
        Metadata = new Dictionary<string, string>(),
        BlockBytes = blockBytes,
    };
}
