using AmlDr.Azure.Copying;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Copying;

public class BlockCopyFaultTests : CopyFaultTest
{
    [Theory]
    [InlineData("blobs:getBlockList", 1)]
    [InlineData("blobs:getBlockList", null)]
    [InlineData("blobs:putBlockFromUrl", 1)]
    [InlineData("blobs:putBlockFromUrl", null)]
    [InlineData("blobs:putBlockList", 1)]
    [InlineData("blobs:putBlockList", null)]
    [InlineData("blobs:head", 1)]
    [InlineData("blobs:head", null)]
    public async Task BlockCopy_CallFails_EndsWithOneCommitOrATypedFailureThatMayBeRepeated(string operation, int? times)
    {
        FileCopier copier = Sim.Build(SmallBlocks).GetRequiredService<FileCopier>();
        await ForEachKindAsync(operation, times, null, async (name, arm) =>
        {
            PlannedFile file = await PlanAsync(name, BlockBytes);
            arm();
            return async () =>
            {
                await copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, file.BlockCount, None);
                await copier.CommitBlocksAsync(Sim.TargetRoot, file, None);
            };
        });

        Assert.All(Kinds, kind => Assert.Equal(1, Effects("blobs:putBlockList", kind)));
    }
}
