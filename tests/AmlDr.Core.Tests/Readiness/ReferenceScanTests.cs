using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Tests.Readiness;

public class ReferenceScanTests
{
    private const string Guid = "aaaaaaaa-0000-0000-0000-000000000001";

    [Theory]
    [InlineData(TestPair.PrimaryId + "/codes/c/versions/1")]
    [InlineData("azureml:" + TestPair.PrimaryId + "/environments/e/versions/1")]
    [InlineData("azureml://subscriptions/x/resourcegroups/RG-WEST/workspaces/MLW-WEST/datastores/d/paths/p")]
    [InlineData("azureml://locations/westeurope/workspaces/" + Guid + "/models/m/versions/1")]
    [InlineData(TestPair.PrimaryId)]
    public void Add_NamesThePrimary_IsFoundWithItsField(string text)
    {
        ReferenceScan scan = ReferenceScan.Empty.Add(Component(text), WorkspaceId.Parse(TestPair.PrimaryId), Guid);

        Assert.Equal((1, 1), (scan.Documents, scan.HitCount));
        Assert.Equal("components/train/versions/1: properties.componentSpec.jobs[0].code", Assert.Single(scan.Hits));
    }

    [Theory]
    [InlineData(TestPair.SecondaryId + "/codes/c/versions/1")]
    [InlineData(TestPair.PrimaryId + "-2/codes/c/versions/1")]
    [InlineData("azureml://registries/r/models/m/versions/1")]
    public void Add_NamesSomethingElse_IsNotFound(string text) =>
        Assert.Equal(0, ReferenceScan.Empty.Add(Component(text), WorkspaceId.Parse(TestPair.PrimaryId), Guid).HitCount);

    [Fact]
    public void Add_InTagsAndDescription_IsNotFound()
    {
        AssetDocument document = AssetDocument.Parse(System.Text.Encoding.UTF8.GetBytes(
            $$$$"""{"id":"{{{{TestPair.SecondaryId}}}}/schedules/s","properties":{"description":"{{{{TestPair.PrimaryId}}}}","tags":{"from":"{{{{TestPair.PrimaryId}}}}"}}}"""));

        Assert.Equal(0, ReferenceScan.Empty.Add(document, WorkspaceId.Parse(TestPair.PrimaryId), Guid).HitCount);
    }

    private static AssetDocument Component(string text) => AssetDocument.Parse(System.Text.Encoding.UTF8.GetBytes(
        $$$$"""{"id":"{{{{TestPair.SecondaryId}}}}/components/train/versions/1","properties":{"componentSpec":{"jobs":[{"code":"{{{{text}}}}"}]}}}"""));
}
