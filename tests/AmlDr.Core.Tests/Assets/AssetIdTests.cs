using AmlDr.Core.Assets;

namespace AmlDr.Core.Tests.Assets;

public class AssetIdTests
{
    [Fact]
    public void ToMirrorInstanceId_PlainAsset_SpellsItOut() =>
        Assert.Equal("mirror|churn|model|fraud|12", new AssetId("model", "fraud", "12").ToMirrorInstanceId("churn"));

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\\b")]
    public void ToMirrorInstanceId_CharacterThatABackEndRefuses_IsReplacedByADigest(string version)
    {
        string id = new AssetId("data", "d", version).ToMirrorInstanceId("p");

        Assert.Matches(@"^mirror\|p\|data\|~[0-9a-f]{32}$", id);
        Assert.NotEqual(id, new AssetId("data", "d", version + "2").ToMirrorInstanceId("p"));
    }

    [Fact]
    public void ToMirrorInstanceId_LongNames_StayWithinTheLimit()
    {
        string longest = new('n', 255);
        string id = new AssetId("environment", longest, longest).ToMirrorInstanceId(new string('p', 40));

        Assert.InRange(id.Length, 1, AssetId.LongestInstanceId);
    }
}
