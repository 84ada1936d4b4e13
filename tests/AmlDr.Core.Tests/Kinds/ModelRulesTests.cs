using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds.Models;

namespace AmlDr.Core.Tests.Kinds;

public class ModelRulesTests
{
    [Fact]
    public void Judge_ModelWithoutUri_IsInvalidAndNamesTheField()
    {
        var exception = Assert.Throws<InvalidAssetException>(() =>
            new ModelKind().Judge(new AssetId("model", "m", "1"), TestPair.Document("""{"properties": {}}"""), false));

        Assert.Contains("properties.modelUri", exception.Message, StringComparison.Ordinal);
    }
}
