using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Content that is bytes, a formula, or parts of both.</summary>
public sealed class ContentTests
{
    [Fact]
    public void Generated_AnyRange_EqualsTheSameRangeOfTheWhole()
    {
        BlobContent content = BlobContent.Generated(seed: 5, length: 100_003);
        byte[] whole = content.ToArray();

        foreach ((int offset, int length) in ((int, int)[])[(0, 1), (1, 7), (7, 9), (8, 16), (99_990, 13), (3, 50_000)])
        {
            byte[] part = new byte[length];
            content.Read(offset, part);
            Assert.Equal(whole.AsSpan(offset, length).ToArray(), part);
            Assert.Equal(part, content.Slice(offset, length).ToArray());
        }
    }

    [Fact]
    public void Generated_Seed_DecidesTheBytes()
    {
        Assert.Equal(BlobContent.Generated(1, 1000).ToArray(), BlobContent.Generated(1, 2000).Slice(0, 1000).ToArray());
        Assert.NotEqual(BlobContent.Generated(1, 1000).ToArray(), BlobContent.Generated(2, 1000).ToArray());
    }

    [Fact]
    public void Generated_BlocksOfEqualSize_AllDiffer()
    {
        BlobContent content = BlobContent.Generated(1, 4096 * 64);

        Assert.Equal(64, Enumerable.Range(0, 64).Select(block => Convert.ToHexString(content.Slice(block * 4096, 4096).Md5())).Distinct().Count());
    }

    [Fact]
    public void Md5_AnyComposition_IsThatOfTheBytes()
    {
        BlobContent generated = BlobContent.Generated(9, 3_000_001);
        byte[] head = [1, 2, 3];
        BlobContent mixed = BlobContent.Concat([BlobContent.FromBytes(head), generated, BlobContent.Empty, BlobContent.FromBytes(head)]);

        Assert.Equal(3_000_007, mixed.Length);
        Assert.Equal(Md5.Of([.. head, .. generated.ToArray(), .. head]), mixed.Md5());
    }

    [Fact]
    public void Concat_NeighboursOfOneSource_BecomeTheSourceAgain()
    {
        BlobContent whole = BlobContent.Generated(3, 10_000);

        BlobContent joined = BlobContent.Concat([whole.Slice(0, 4000), whole.Slice(4000, 1), whole.Slice(4001, 5999)]);

        Assert.IsType<GeneratedContent>(joined);
        Assert.Same(whole.Md5(), joined.Md5());
    }

    [Fact]
    public void Concat_PartsSwapped_HaveAnotherDigest()
    {
        BlobContent whole = BlobContent.Generated(3, 10_000);

        BlobContent swapped = BlobContent.Concat([whole.Slice(5000, 5000), whole.Slice(0, 5000)]);

        Assert.NotEqual(whole.Md5(), swapped.Md5());
    }

    [Fact]
    public void Slice_OfComposite_CrossesParts()
    {
        BlobContent content = BlobContent.Concat([BlobContent.FromBytes("abc"u8.ToArray()), BlobContent.FromBytes("def"u8.ToArray()), BlobContent.FromBytes("ghi"u8.ToArray())]);

        Assert.Equal("cdefg"u8.ToArray(), content.Slice(2, 5).ToArray());
        Assert.Equal("d"u8.ToArray(), content.Slice(3, 1).ToArray());
        Assert.Equal(0, content.Slice(9, 0).Length);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    public void Slice_OutsideTheContent_Throws(long offset, long length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BlobContent.Generated(1, 10).Slice(offset, length));

    [Fact]
    public void Crc64_CheckString_HasThePublishedCheckValue() =>
        // The check value of CRC-64/NVME, whose polynomial Azure Storage uses, for "123456789": AE8B14860A799888.
        Assert.Equal("8898790A86148BAE", Convert.ToHexString(Crc64.Compute(BlobContent.FromBytes("123456789"u8.ToArray()))));
}
