using AmlDr.Core.Pairs;

namespace AmlDr.Core.Tests.Pairs;

public class WorkspaceIdTests
{
    [Fact]
    public void Equals_OtherCasing_IsTrue()
    {
        WorkspaceId one = WorkspaceId.Parse(TestPair.PrimaryId);
        WorkspaceId other = WorkspaceId.Parse(TestPair.PrimaryId.ToUpperInvariant().Replace("RESOURCEGROUPS", "resourcegroups", StringComparison.Ordinal));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(TestPair.PrimaryId + "/models/m")]
    [InlineData("/subscriptions/s/resourceGroups/g")]
    [InlineData("x" + TestPair.PrimaryId)]
    public void TryParse_NoWorkspace_IsFalse(string? text) => Assert.False(WorkspaceId.TryParse(text, out _));

    [Fact]
    public void TryParseChild_SomethingInIt_GivesTheRest()
    {
        Assert.True(WorkspaceId.TryParseChild(TestPair.PrimaryId + "/models/m/versions/1", out WorkspaceId? workspace, out string child));
        Assert.Equal(("mlw-west", "models/m/versions/1"), (workspace.Name, child));
    }
}
