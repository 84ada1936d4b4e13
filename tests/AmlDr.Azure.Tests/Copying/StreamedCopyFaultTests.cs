using AmlDr.Azure.Copying;

namespace AmlDr.Azure.Tests.Copying;

public class StreamedCopyFaultTests : CopyFaultTest
{
    [Theory]
    [InlineData("blobs:get")]
    [InlineData("blobs:putBlock")]
    public async Task StreamedCopy_CallFails_EndsWithTheCopy(string operation)
    {
        FileCopier copier = CreateShutOut(Sim.Build([.. SmallBlocks, ("Copy:StreamingFallback", "true")]));
        await ForEachKindAsync(operation, 1, null, async (name, _) =>
        {
            PlannedFile file = await PlanAsync(name);
            return () => copier.CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);
        });

        Assert.All(Kinds, kind => Assert.Equal(1, Effects("blobs:putBlockList", kind)));
    }
}
