using AmlDr.Core.Pairs;
using AmlDr.Core.Traffic;

namespace AmlDr.Core.Tests.Traffic;

public class PointerDocumentTests
{
    private static readonly WorkspaceId Workspace = WorkspaceId.Parse(TestPair.PrimaryId);

    [Fact]
    public void Write_NothingThere_IsWhatTheSdkReads()
    {
        string written = PointerDocument.Write(null, Workspace)!;

        Assert.Equal(
            "{\n    \"subscription_id\": \"11111111-1111-1111-1111-111111111111\",\n    \"resource_group\": \"rg-west\",\n    \"workspace_name\": \"mlw-west\"\n}\n", written);
        Assert.Equal(Workspace, PointerDocument.Read(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"subscription_id":1,"resource_group":"g","workspace_name":"w"}""")]
    [InlineData("""{"subscription_id":"s","resource_group":"g/x","workspace_name":"w"}""")]
    [InlineData("""{"Scope":"/subscriptions/s"}""")]
    public void Read_NamesNoWorkspace_IsNull(string? content) => Assert.Null(PointerDocument.Read(content));

    [Fact]
    public void Read_ScopeBesides_CountsFirst() =>
        Assert.Equal(
            Workspace, PointerDocument.Read($$"""{"Scope":"{{TestPair.PrimaryId}}","subscription_id":"s","resource_group":"g","workspace_name":"w"}"""));
}
