using AmlDr.Core.Kinds;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds.Models;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Kinds;

public class ModelRulesTests
{
    [Fact]
    public void Judge_ModelWithoutUri_IsInvalidAndNamesTheField()
    {
        var exception = Assert.Throws<InvalidAssetException>(() =>
            new ModelKind().Judge(TestPair.Document("""{"properties": {}}"""), new KindContext(new AssetId("model", "m", "1"), PairPolicy.Default)));

        Assert.Contains("properties.modelUri", exception.Message, StringComparison.Ordinal);
    }
}
