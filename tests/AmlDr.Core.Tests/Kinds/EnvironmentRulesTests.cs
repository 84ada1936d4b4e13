using AmlDr.Core.Kinds;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds.Environments;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Kinds;

public class EnvironmentRulesTests
{
    [Theory]
    [InlineData("AzureML-sklearn-1.5", "UserCreated")]
    [InlineData("mine", "Curated")]
    public void Judge_CuratedEnvironment_IsSkippedEvenWhenReferenced(string name, string type)
    {
        AssetDocument document = TestPair.Document($$"""{"properties": {"environmentType": "{{type}}"} }""");

        Assert.Equal("Curated", new EnvironmentKind().Judge(document, new KindContext(new AssetId("environment", name, "1"), PairPolicy.Default, true)).Reason?.Code);
    }

    [Fact]
    public void FindContent_GitContextOrImage_HasNoFilesOfOurs()
    {
        var kind = new EnvironmentKind();

        Assert.Empty(kind.FindContent(TestPair.Document("""{"properties": {"image": "ubuntu:22.04"}}""")));
    }
}
