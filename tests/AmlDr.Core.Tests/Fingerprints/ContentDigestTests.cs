using AmlDr.Core.Fingerprints;

namespace AmlDr.Core.Tests.Fingerprints;

public class ContentDigestTests
{
    private static readonly ContentFile[] Files = [new("a", 1, "md5a"), new("b/c", 2, null)];

    [Fact]
    public void Compute_OtherOrder_IsTheSame() =>
        Assert.Equal(ContentDigest.Compute(Files), ContentDigest.Compute(Files.Reverse()));

    [Fact]
    public void Compute_AnyDifference_IsAnother()
    {
        string digest = ContentDigest.Compute(Files);

        Assert.NotEqual(digest, ContentDigest.Compute([Files[0], Files[1] with { Length = 3 }]));
        Assert.NotEqual(digest, ContentDigest.Compute([Files[0] with { ContentMd5 = "other" }, Files[1]]));
        Assert.NotEqual(digest, ContentDigest.Compute([Files[0] with { Path = "a2" }, Files[1]]));
        Assert.NotEqual(digest, ContentDigest.Compute([Files[0]]));
    }

    [Fact]
    public void Compute_PathWithLineBreaks_CannotImitateAnotherFile() =>
        Assert.NotEqual(
            ContentDigest.Compute([new ContentFile("a", 1, null), new ContentFile("b", 2, null)]),
            ContentDigest.Compute([new ContentFile("a\n1\n-\n1:b", 2, null)]));
}
