using AmlDr.Core.Assets;
using AmlDr.Core.Audits;

namespace AmlDr.Core.Tests.Audits;

public class FileComparisonTests
{
    private static readonly AuditedFile Source = new("a/b.bin", 10, "md5", "e1");

    [Fact]
    public void Compare_SameLengthAndMd5_IsNoReason() => Assert.Empty(Compare(Source, Source with { ETag = "other" }));

    [Fact]
    public void Compare_ExtraFile_IsNoDrift() => Assert.Empty(FileComparison.Compare([], new Dictionary<string, AuditedFile> { ["x"] = Source }));

    [Fact]
    public void Compare_NoMd5AndTheRememberedETag_IsNoReason() =>
        Assert.Empty(Compare(Source with { ContentMd5 = null }, Source with { ContentMd5 = "its own", ETag = "e9", SourceETag = "e1" }));

    [Theory]
    [InlineData(null, null, AuditCodes.FileMissing, "10", null, "is missing")]
    [InlineData(4L, "md5", AuditCodes.FileLength, "10", "4", "is truncated")]
    [InlineData(11L, "md5", AuditCodes.FileLength, "10", "11", "is longer")]
    [InlineData(10L, "other", AuditCodes.FileContent, "md5", "other", "another content")]
    [InlineData(10L, null, AuditCodes.FileContent, "md5", null, "not there")]
    public void Compare_Drift_NamesTheFileAndBothValues(long? length, string? md5, string code, string expected, string? actual, string words)
    {
        AuditReason reason = Assert.Single(Compare(Source, length is null ? null : Source with { Length = length.Value, ContentMd5 = md5 }));

        Assert.Equal((code, "a/b.bin", expected, actual), (reason.Code, reason.File, reason.Expected, reason.Actual));
        Assert.Contains(words, reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_NoMd5AndAnotherETag_IsUnproven() =>
        Assert.Equal(AuditCodes.FileUnproven, Assert.Single(Compare(Source with { ContentMd5 = null }, Source with { SourceETag = "e0" })).Code);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1000, 1000)]
    [InlineData(0.1, 50, 150)]
    public void Picks_Share_PicksAboutAsMany(double share, int least, int most)
    {
        int picked = Enumerable.Range(0, 1000).Count(i => AuditSample.Picks("audit", new AssetId("model", $"m{i}", "1"), share));

        Assert.InRange(picked, least, most);
    }

    [Fact]
    public void Picks_AnotherAudit_PicksOthers()
    {
        AssetId[] assets = [.. Enumerable.Range(0, 100).Select(i => new AssetId("model", $"m{i}", "1"))];

        Assert.Equal(assets.Where(asset => AuditSample.Picks("one", asset, 0.2)), assets.Where(asset => AuditSample.Picks("one", asset, 0.2)));
        Assert.NotEqual(assets.Where(asset => AuditSample.Picks("one", asset, 0.2)), assets.Where(asset => AuditSample.Picks("two", asset, 0.2)));
    }

    private static IReadOnlyList<AuditReason> Compare(AuditedFile source, AuditedFile? target) =>
        FileComparison.Compare([source], target is null ? new Dictionary<string, AuditedFile>() : new Dictionary<string, AuditedFile> { [target.Path] = target });
}
