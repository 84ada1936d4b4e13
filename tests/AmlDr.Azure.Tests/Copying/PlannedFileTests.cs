using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Azure.Tests.Copying;

public class PlannedFileTests
{
    [Theory]
    [InlineData("md5", 5, "md5", null, true)]
    [InlineData("md5", 5, "other", null, false)]
    [InlineData("md5", 5, null, null, false)]
    [InlineData("md5", 4, "md5", null, false)]
    [InlineData(null, 5, "md5", "0x1", true)]
    [InlineData(null, 5, null, "0x1", true)]
    [InlineData(null, 5, null, "0x2", false)]
    [InlineData(null, 5, null, null, false)]
    public void IsCopiedTo_Blob_ComparesWhatTheAccountsKeep(string? sourceMd5, long length, string? md5, string? rememberedETag, bool expected)
    {
        var file = new PlannedFile
        {
            SourceName = "s",
            TargetName = "t",
            File = new ContentFile("f", 5, sourceMd5),
            SourceETag = "\"0x1\"",
            Headers = new BlobHttpHeaders(),
            Metadata = new Dictionary<string, string> { ["kept"] = "v" },
        };
        Dictionary<string, string> metadata =
            rememberedETag is null ? [] : new() { [PlannedFile.SourceETagMetadata] = rememberedETag };

        Assert.Equal(expected, file.IsCopiedTo(new BlobItem("t", length, "\"x\"", md5, new BlobHttpHeaders(), metadata)));
        Assert.Equal(sourceMd5 is null, file.TargetMetadata.ContainsKey(PlannedFile.SourceETagMetadata));
        Assert.Equal("v", file.TargetMetadata["kept"]);
    }
}
