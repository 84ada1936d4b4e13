using AmlDr.Core.Assets;
using AmlDr.Core.Events;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Tests.Events;

public class AssetEventReaderTests
{
    private readonly AssetEventReader _reader = new(KindCatalog.CreateDefault());

    [Theory]
    [InlineData("""{"ModelName":"m","ModelVersion":20,"ModelTags":{}}""")]
    [InlineData("""{"ModelName":"m","ModelVersion":"20"}""")]
    [InlineData("""{"modelName":"m","modelVersion":"20","modelProperties":null}""")]
    [InlineData("""{}""")]
    public void Read_ModelRegistered_EitherSchemaAnyCasing_NamesTheModel(string data)
    {
        string[] events =
        [
            $$"""{"id":"e1","topic":"{{TestPair.PrimaryId}}","subject":"models/m:20","eventType":"Microsoft.MachineLearningServices.ModelRegistered","eventTime":"2026-01-02T03:04:05Z","data":{{data}},"dataVersion":"","metadataVersion":"1"}""",
            $$"""{"id":"e1","source":"{{TestPair.PrimaryId.ToUpperInvariant()}}","subject":"models/m:20","type":"Microsoft.MachineLearningServices.ModelRegistered","time":"2026-01-02T03:04:05Z","data":{{data}},"specversion":"1.0"}""",
        ];
        foreach ((string json, string topic) in events.Zip((string[])[TestPair.PrimaryId, TestPair.PrimaryId.ToUpperInvariant()]))
        {
            EventReading reading = _reader.Read(json);

            Assert.Equal(
                new EventReading(
                    "e1", EventVerdict.AssetChanged, WorkspaceId.Parse(TestPair.PrimaryId), new AssetId("model", "m", "20"),
                    ChangeOrigin.WorkspaceEvent, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Topic: topic),
                reading);
        }
    }

    [Theory]
    [InlineData("environments/e/versions/2024.1", "environment", "e", "2024.1")]
    [InlineData("ENVIRONMENTS/e/VERSIONS/a%3Ab", "environment", "e", "a:b")]
    [InlineData("models/m/versions/1", "model", "m", "1")]
    [InlineData("computes/c", "compute", "c", "")]
    [InlineData("onlineEndpoints/e/deployments/d", "onlineDeployment", "e", "d")]
    [InlineData("batchEndpoints/e", "batchEndpoint", "e", "")]
    public void Read_ResourceWriteSuccess_NamesTheAsset(string child, string kind, string name, string version)
    {
        EventReading reading = _reader.Read(
            $$"""{"id":"e","subject":"x","eventType":"Microsoft.Resources.ResourceWriteSuccess","topic":"/subscriptions/s/resourceGroups/g","data":{"resourceUri":"{{TestPair.PrimaryId}}/{{child}}"} }""");

        Assert.Equal(EventVerdict.AssetChanged, reading.Verdict);
        Assert.Equal(new AssetId(kind, name, version), reading.Asset);
        Assert.Equal(ChangeOrigin.ResourceEvent, reading.Origin);
    }

    [Theory]
    [InlineData("""{"eventType":"Microsoft.MachineLearningServices.RunCompleted"}""")]
    [InlineData("""{"eventType":"Microsoft.Resources.ResourceWriteSuccess","subject":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x"}""")]
    [InlineData($$"""{"eventType":"Microsoft.Resources.ResourceWriteSuccess","subject":"{{TestPair.PrimaryId}}/jobs/j"}""")]
    [InlineData($$"""{"eventType":"Microsoft.Resources.ResourceWriteSuccess","subject":"{{TestPair.PrimaryId}}/environments/e"}""")]
    public void Read_SoundEventOfAnotherMatter_IsOfNoConcern(string json) =>
        Assert.Equal(EventVerdict.NotOfConcern, _reader.Read(json).Verdict);

    [Theory]
    [InlineData("../../x", "1")]
    [InlineData("m", "..")]
    [InlineData("a/b", "1")]
    public void Read_PathTricksInTheName_IsABadNameWithAReason(string name, string version)
    {
        EventReading reading = _reader.Read(
            $$"""{"id":"e","topic":"{{TestPair.PrimaryId}}","eventType":"Microsoft.MachineLearningServices.ModelRegistered","data":{"ModelName":"{{name}}","ModelVersion":"{{version}}"} }""");

        Assert.Equal(EventVerdict.BadName, reading.Verdict);
        Assert.NotEmpty(reading.Reason!);
        Assert.Equal(new AssetId("model", name, version), reading.Asset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"eventType":"Microsoft.MachineLearningServices.ModelRegistered","topic":"nowhere","data":{}}""")]
    [InlineData($$"""{"eventType":"Microsoft.MachineLearningServices.ModelRegistered","topic":"{{TestPair.PrimaryId}}","subject":"experiments/x","data":"text"}""")]
    public void Read_UnreadableEvent_IsMalformedWithAReason(string json)
    {
        EventReading reading = _reader.Read(json);

        Assert.Equal(EventVerdict.Malformed, reading.Verdict);
        Assert.NotEmpty(reading.Reason!);
    }
}
