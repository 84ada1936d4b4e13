using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Policies;

public class LeavesOutTests
{
    [Theory]
    [InlineData("Connection", null, false, true)]
    [InlineData("connection", "*", false, true)]
    [InlineData("connection", "a*", false, false)]
    [InlineData("connection", null, true, false)]
    [InlineData("datastore", null, false, false)]
    [InlineData(null, null, false, false)]
    public void LeavesOut_Exclusion_OnlyOfTheWholeKind(string? kind, string? name, bool withTags, bool expected)
    {
        var tags = new Dictionary<string, string> { ["team"] = "a" };
        var policy = new PairPolicy { Exclude = [new AssetFilter(kind, name, withTags ? tags : null)] };

        Assert.Equal(expected, policy.LeavesOut(KindNames.Connection));
    }
}
