using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Rewriting;

public class ReferenceTranslatorTests
{
    private const string S = TestPair.Subscription;
    private readonly ReferenceTranslator _translator = new(TestPair.Context);

    [Theory]
    [InlineData(
        $"azureml://subscriptions/{S}/resourceGroups/rg-west/workspaces/mlw-west/datastores/workspaceblobstore/paths/LocalUpload/a b/+%#ü.bin",
        $"azureml://subscriptions/{S}/resourceGroups/rg-north/workspaces/mlw-north/datastores/workspaceblobstore/paths/LocalUpload/a b/+%#ü.bin")]
    [InlineData(
        $"azureml://SUBSCRIPTIONS/{S}/resourcegroups/RG-WEST/workspaces/MLW-WEST/datastores/workspaceblobstore/paths/x",
        $"azureml://SUBSCRIPTIONS/{S}/resourcegroups/rg-north/workspaces/mlw-north/datastores/workspaceblobstore/paths/x")]
    [InlineData(
        $"{TestPair.PrimaryId}/environments/e/versions/1", $"{TestPair.SecondaryId}/environments/e/versions/1")]
    [InlineData(
        $"azureml:{TestPair.PrimaryId}/codes/c/versions/1", $"azureml:{TestPair.SecondaryId}/codes/c/versions/1")]
    [InlineData($"{TestPair.PrimaryId}/computes/cpu", $"{TestPair.SecondaryId}/computes/cpu")]
    [InlineData(
        "azureml://locations/westeurope/workspaces/AAAAAAAA-0000-0000-0000-000000000001/models/m/versions/3",
        "azureml://locations/northeurope/workspaces/bbbbbbbb-0000-0000-0000-000000000002/models/m/versions/3")]
    [InlineData(
        "azureml://jobs/j1/outputs/artifacts/paths/model/",
        $"azureml://subscriptions/{S}/resourcegroups/rg-north/workspaces/mlw-north/datastores/workspaceartifactstore/paths/ExperimentRun/dcid.j1/model/")]
    [InlineData(
        "runs:/j1/model",
        $"azureml://subscriptions/{S}/resourcegroups/rg-north/workspaces/mlw-north/datastores/workspaceartifactstore/paths/ExperimentRun/dcid.j1/model")]
    [InlineData(
        "https://stwest.blob.core.windows.net/azureml-blobstore-aaaaaaaa-0000-0000-0000-000000000001/ctx/a b",
        "https://stnorth.blob.core.windows.net/azureml-blobstore-bbbbbbbb-0000-0000-0000-000000000002/ctx/a b")]
    public void Translate_ReferenceIntoPrimary_PointsIntoSecondary(string primary, string secondary)
    {
        Assert.Equal(secondary, Translate(primary, out Finding? finding));
        Assert.Null(finding);
    }

    [Theory]
    [InlineData("azureml:m:1")]
    [InlineData("azureml://datastores/workspaceblobstore/paths/a")]
    [InlineData("azureml://registries/shared/models/m/versions/1")]
    [InlineData("https://github.com/Azure/azureml-examples#main:env")]
    [InlineData("https://elsewhere.blob.core.windows.net/public/a")]
    [InlineData($"{TestPair.SecondaryId}/environments/e/versions/1")]
    [InlineData("https://stwest.blob.core.windows.net.evil.example/azureml/x")]
    [InlineData("https://stnorth.blob.core.windows.net/azureml/x")]
    public void Translate_ReferenceThatMeansTheSameInBoth_StaysAsWritten(string text)
    {
        Assert.Equal(text, Translate(text, out Finding? finding));
        Assert.Null(finding);
    }

    [Theory]
    [InlineData($"azureml://subscriptions/{S}/resourceGroups/rg-x/workspaces/other/datastores/d/paths/a", "ForeignWorkspace")]
    [InlineData("azureml://locations/westus/workspaces/cccccccc-0000-0000-0000-000000000003/models/m/versions/3", "ForeignWorkspace")]
    [InlineData("azureml://datastores/lake/paths/a", "DatastoreWithoutCounterpart")]
    [InlineData("azureml://jobs/j1/outputs/trained/paths/model", "JobOutput")]
    [InlineData("https://stwest.blob.core.windows.net/private/a", "StoreWithoutCounterpart")]
    [InlineData("https://stwest.blob.core.windows.net/azureml-other/a", "StoreWithoutCounterpart")]
    [InlineData("azureml://something/new", "UnknownReference")]
    public void Translate_NoKnownCounterpart_IsAFindingWithFieldValueAndRemedy(string text, string code)
    {
        Assert.Equal(text, Translate(text, out Finding? finding));
        Assert.NotNull(finding);
        Assert.Equal((code, "properties.modelUri", text), (finding.Code, finding.Field, finding.Value));
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void Translate_SignedAddress_IsRefusedWithoutRepeatingTheSignature()
    {
        Translate("https://stwest.blob.core.windows.net/azureml/x?sv=2022&sig=c2VjcmV0", out Finding? finding);

        Assert.Equal("SignedAddress", finding?.Code);
        Assert.DoesNotContain("c2VjcmV0", finding!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"azureml://subscriptions/{S}/resourceGroups/rg-west/workspaces/mlw-west/datastores/workspaceblobstore/paths/a%20b/ä")]
    [InlineData($"{TestPair.PrimaryId}/environments/e/versions/1")]
    [InlineData("azureml://locations/westeurope/workspaces/aaaaaaaa-0000-0000-0000-000000000001/models/m/versions/3")]
    [InlineData("https://stwest.blob.core.windows.net/azureml/a b/c%20d")]
    public void Translate_ThereAndBack_GivesTheSameText(string text)
    {
        string there = Translate(text, out _);
        Assert.True(ReferenceParser.TryParse(there, out AssetReference? reference));

        string back = new ReferenceTranslator(TestPair.Reverse).Translate("f", reference, out Finding? finding);

        Assert.Null(finding);
        Assert.NotEqual(text, there);
        Assert.Equal(text, back);
    }

    private string Translate(string text, out Finding? finding)
    {
        Assert.True(ReferenceParser.TryParse(text, out AssetReference? reference));
        return _translator.Translate("properties.modelUri", reference, out finding);
    }
}
