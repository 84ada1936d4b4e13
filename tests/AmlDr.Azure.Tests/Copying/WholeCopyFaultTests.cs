using AmlDr.Azure.Copying;
using AmlDr.Core.Failures;
using AmlDr.Sandbox.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Copying;

public class WholeCopyFaultTests : CopyFaultTest
{
    [Theory]
    [InlineData("PutBlobFromUrl", "blobs:putFromUrl", 1)]
    [InlineData("PutBlobFromUrl", "blobs:putFromUrl", null)]
    [InlineData("CopyBlobFromUrl", "blobs:copyFromUrl", 1)]
    [InlineData("CopyBlobFromUrl", "blobs:copyFromUrl", null)]
    public async Task CopyWholeAsync_CallFails_EndsWithOneCopyOrATypedFailureThatMayBeRepeated(string method, string operation, int? times)
    {
        FileCopier copier = Sim.Build(("Copy:SingleCopyMethod", method)).GetRequiredService<FileCopier>();
        await ForEachKindAsync(operation, times, "content", async (name, _) =>
        {
            PlannedFile file = await PlanAsync(name);
            return () => copier.CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);
        });

        Assert.All(Kinds, kind => Assert.Equal(1, Effects(operation, kind)));
    }

    [Theory]
    [InlineData("blobs:putFromUrl")]
    [InlineData("blobs:copyFromUrl")]
    public async Task CopyWholeAsync_LookAfterALostAnswerFailsToo_EndsWithOneCopy(string operation)
    {
        string method = operation == "blobs:putFromUrl" ? "PutBlobFromUrl" : "CopyBlobFromUrl";
        FileCopier copier = Sim.Build(("Copy:SingleCopyMethod", method)).GetRequiredService<FileCopier>();
        await ForEachKindAsync("blobs:head", 1, "content", async (name, arm) =>
        {
            PlannedFile file = await PlanAsync(name);
            Sim.Fail(operation, FaultKind.ResetAfter, path: $"/{name}$");
            arm();
            return () => copier.CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);
        });

        Assert.All(Kinds, kind => Assert.Equal(1, Effects(operation, kind)));
    }

    [Fact]
    public async Task CopyWholeAsync_KeyForSignedAddressFails_EndsWithTheCopy()
    {
        foreach (FaultKind kind in Kinds)
        {
            Sim.PutSource($"{kind}", "content");
            PlannedFile file = await PlanAsync($"{kind}");
            Sim.Fail("service:getUserDelegationKey", kind);

            await Sim.Build(("Copy:SourceAuthorization", "UserDelegationSas")).GetRequiredService<FileCopier>()
                .CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);

            AssertCopied($"{kind}");
        }

        Assert.Equal(2 * Kinds.Length, Sim.Calls("service:getUserDelegationKey").Count);
    }

    [Fact]
    public async Task CopyWholeAsync_SourceRegionLost_FailsAndLeavesNoCopy()
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        Sim.Azure.Regions.TakeDown("westeurope");

        await Assert.ThrowsAsync<TransientException>(() =>
            Sim.Get<FileCopier>().CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None));

        Assert.Empty(Sim.Targets());
    }
}
