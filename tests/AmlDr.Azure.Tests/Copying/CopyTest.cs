using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Options;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Fingerprints;
using AmlDr.Sandbox.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace AmlDr.Azure.Tests.Copying;

/// <summary>Tests that copy files from the primary's container to the secondary's.</summary>
public abstract class CopyTest : SimulatorTest
{
    private protected const int BlockBytes = 64 * 1024;

    /// <summary>Files above 64 KiB go by blocks of 64 KiB.</summary>
    private protected static readonly (string Key, string Value)[] SmallBlocks =
        [("Copy:SingleCopyLimitBytes", $"{BlockBytes}"), ("Copy:BlockBytes", $"{BlockBytes}")];

    private protected BlobContainerClient Source => Sim.Get<BlobClientFactory>().GetContainer(Sim.SourceRoot);

    private protected BlobContainerClient Target => Sim.Get<BlobClientFactory>().GetContainer(Sim.TargetRoot);

    /// <summary>Plans the copy of a blob as it is now, under its own name.</summary>
    private protected async Task<PlannedFile> PlanAsync(string name, long blockBytes = 0)
    {
        BlobItem source = (await Source.TryGetPropertiesAsync(name, None))!;
        return new PlannedFile
        {
            SourceName = name,
            TargetName = name,
            File = new ContentFile(name, source.Length, source.ContentMd5),
            SourceETag = source.ETag,
            Headers = source.Headers,
            Metadata = source.Metadata,
            TargetETag = (await Target.TryGetPropertiesAsync(name, None))?.ETag,
            BlockBytes = blockBytes,
        };
    }

    /// <summary>A copier whose destination cannot read the source, although this process can: as with two private accounts.</summary>
    private protected static FileCopier CreateShutOut(ServiceProvider services)
    {
        var closed = new Mock<ISourceAuthorization>();
        closed
            .Setup(sources => sources.AuthorizeAsync(It.IsAny<Uri>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((Uri container, string name, string etag, CancellationToken _) =>
                new ValueTask<CopySource>(new CopySource(BlobRequest.BlobAddress(container, name), null, etag)));
        return new FileCopier(
            services.GetRequiredService<BlobClientFactory>(), closed.Object, services.GetRequiredService<IOptions<AmlDrOptions>>(),
            services.GetRequiredService<CopyMeter>());
    }

    /// <summary>Asserts that the blob at the destination is the source's copy, byte for byte.</summary>
    private protected BlobSnapshot AssertCopied(string name)
    {
        BlobSnapshot source = Sim.Sources().Single(blob => blob.Name == name);
        BlobSnapshot target = Sim.Targets().Single(blob => blob.Name == name);
        Assert.Equal(source.Length, target.Length);
        Assert.Equal(source.Md5, target.Md5);
        Assert.Equal(source.ContentType, target.ContentType);
        Assert.All(source.Metadata, pair => Assert.Equal(pair.Value, target.Metadata[pair.Key]));
        if (source.ContentMd5 is not null)
        {
            Assert.Equal(source.ContentMd5, target.ContentMd5);
        }

        return target;
    }
}
