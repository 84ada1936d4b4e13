using AmlDr.Core.Assets;

namespace AmlDr.Core.Tests.Assets;

public class AssetNamesTests
{
    [Theory]
    [InlineData("model")]
    [InlineData("AzureML-sklearn-1.0-ubuntu20.04")]
    [InlineData("0_a-b")]
    public void TryValidateName_NameOfAnAsset_IsTrue(string name) => Assert.True(AssetNames.TryValidateName(name, out _));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("..")]
    [InlineData("../../secret")]
    [InlineData("a/../b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a..b")]
    [InlineData("%2e%2e")]
    [InlineData("a?x=1")]
    [InlineData("a#b")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void TryValidateName_PathTricks_IsFalseWithTheValue(string? name)
    {
        Assert.False(AssetNames.TryValidateName(name, out string? error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("v1.2 beta")]
    public void TryValidateVersion_FreeText_IsTrue(string version) => Assert.True(AssetNames.TryValidateVersion(version, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("1/../2")]
    [InlineData("1%2f2")]
    [InlineData("1\r\n2")]
    public void TryValidateVersion_PathTricks_IsFalse(string version) => Assert.False(AssetNames.TryValidateVersion(version, out _));

    [Fact]
    public void Printable_ControlCharactersAndLength_AreTamed()
    {
        string printable = AssetNames.Printable("a\r\nb" + new string('x', 200));

        Assert.StartsWith("a??b", printable, StringComparison.Ordinal);
        Assert.Equal(103, printable.Length);
    }
}
