using System.IO.Compression;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using Microsoft.Extensions.DependencyInjection;
using BlobContent = AmlDr.Sandbox.Blobs.Contents.BlobContent;

namespace AmlDr.Azure.Tests.Copying;

/// <summary>Copies through this process, where the destination cannot read the source and the operator allows it.</summary>
public class StreamedCopyTests : CopyTest
{
    private const long FileBytes = (2 * BlockBytes) + 10;

    private ServiceProvider? _services;

    private ServiceProvider Services => _services ??= Sim.Build([.. SmallBlocks, ("Copy:StreamingFallback", "true")]);

    private FileCopier Copier => CreateShutOut(Services);

    [Fact]
    public async Task CopyWholeAsync_ShutOut_PassesThroughHereAndIsCounted()
    {
        using var bytes = new CopyBytes(Services);
        Sim.PutSource("a", BlobContent.Generated(1, FileBytes));

        await CopyWholeAsync(await PlanAsync("a"));

        AssertCopied("a");
        Assert.Equal(0, bytes.ByService);
        Assert.Equal(FileBytes, bytes.ThroughProcess);
        Assert.Equal(2 * FileBytes, Sim.Azure.Calls.Summarise().BytesThroughClients);
    }

    [Fact]
    public async Task CopyWholeAsync_ShutOutAndEmpty_IsCopied()
    {
        Sim.PutSource("a", "");

        await CopyWholeAsync(await PlanAsync("a"));

        AssertCopied("a");
    }

    [Fact]
    public async Task CopyWholeAsync_ShutOutAndCompressed_IsCopiedAsItIsStored()
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(BlobContent.Generated(1, FileBytes).ToArray());
        }

        BlobCopyClient copies = Sim.Get<BlobClientFactory>().GetCopyClient(Sim.SourceRoot);
        string id = Convert.ToBase64String("whole"u8);
        await copies.PutBlockAsync("a", id, BinaryData.FromBytes(zipped.ToArray()), None);
        await copies.PutBlockListAsync(
            "a", [id], BlobCondition.None, new BlobHttpHeaders("text/plain", "gzip"), Digests.Md5(zipped.ToArray()),
            new Dictionary<string, string>(), None);

        await CopyWholeAsync(await PlanAsync("a"));

        AssertCopied("a");
        Assert.Equal("gzip", (await Target.TryGetPropertiesAsync("a", None))!.Headers.ContentEncoding);
    }

    [Fact]
    public async Task CopyWholeAsync_ShutOutAndSourceWithoutMd5_RemembersItsETag()
    {
        Sim.PutSource("a", "content", withMd5: false);
        PlannedFile file = await PlanAsync("a");

        await CopyWholeAsync(file);

        Assert.Equal(file.SourceETag.Trim('"'), AssertCopied("a").Metadata[PlannedFile.SourceETagMetadata]);
    }

    [Fact]
    public async Task CopyWholeAsync_ShutOutAndSourceChanged_IsConflict()
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        Sim.PutSource("a", "changed");

        await Assert.ThrowsAsync<ConflictException>(() => CopyWholeAsync(file));
        Assert.Empty(Sim.Targets());
    }

    [Fact]
    public async Task CopyWholeAsync_ShutOutAndDestinationAppeared_IsConflictAndKept()
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        Sim.PutTarget("a", "another");

        await Assert.ThrowsAsync<ConflictException>(() => CopyWholeAsync(file));
        Assert.Equal(Digests.Md5("another"u8), Assert.Single(Sim.Targets()).ContentMd5);
    }

    [Fact]
    public async Task CopyBlocksAsync_ShutOut_PassesThroughHereAndIsTakenUpAgain()
    {
        using var bytes = new CopyBytes(Services);
        Sim.PutSource("a", BlobContent.Generated(1, FileBytes));
        PlannedFile file = await PlanAsync("a", BlockBytes);

        Assert.Equal(2, await Copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, 2, None));
        Assert.Equal(1, await Copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, 3, None));
        await Copier.CommitBlocksAsync(Sim.TargetRoot, file, None);

        AssertCopied("a");
        Assert.Equal(FileBytes, bytes.ThroughProcess);
        Assert.Equal(0, bytes.ByService);
    }

    [Fact]
    public async Task CopyBlocksAsync_ShutOutWithoutFallback_IsDenied()
    {
        Sim.PutSource("a", BlobContent.Generated(1, FileBytes));
        PlannedFile file = await PlanAsync("a", BlockBytes);

        await Assert.ThrowsAsync<AccessDeniedException>(() =>
            CreateShutOut(Sim.Build(SmallBlocks)).CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, 3, None));
        Assert.Equal(0, Sim.Azure.Calls.Summarise().BytesThroughClients);
    }

    [Fact]
    public async Task CopyWholeAsync_ServiceCanRead_PassesNothingThroughHere()
    {
        using var bytes = new CopyBytes(Services);
        Sim.PutSource("a", "content");

        await Services.GetRequiredService<FileCopier>().CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, await PlanAsync("a"), None);

        Assert.Equal(0, bytes.ThroughProcess);
        Assert.Equal(7, bytes.ByService);
    }

    private Task CopyWholeAsync(PlannedFile file) => Copier.CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);
}
