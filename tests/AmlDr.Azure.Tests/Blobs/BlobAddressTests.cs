using AmlDr.Azure.Blobs;

namespace AmlDr.Azure.Tests.Blobs;

public class BlobAddressTests
{
    [Theory]
    [InlineData("a b/c+d.bin", "a%20b/c%2Bd.bin")]
    [InlineData("100%/x#y?z", "100%25/x%23y%3Fz")]
    [InlineData("größe/模型.pkl", "gr%C3%B6%C3%9Fe/%E6%A8%A1%E5%9E%8B.pkl")]
    [InlineData("dots../.hidden", "dots../.hidden")]
    [InlineData("already%20escaped", "already%2520escaped")]
    public void BlobAddress_AnyName_IsEscapedOnce(string name, string path)
    {
        Uri address = BlobRequest.BlobAddress(new Uri("https://127.0.0.1:9090/account/container"), name);

        Assert.Equal("https://127.0.0.1:9090/account/container/" + path, address.AbsoluteUri);
    }

    [Fact]
    public void BlobAddress_SignedContainer_KeepsTheSignature() =>
        Assert.Equal(
            "https://a.blob.core.windows.net/c/x%20y?sv=1&sig=s",
            BlobRequest.BlobAddress(new Uri("https://a.blob.core.windows.net/c?sv=1&sig=s"), "x y").AbsoluteUri);
}
