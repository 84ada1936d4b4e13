using System.Text.Json.Nodes;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;
using AmlDr.Core.Tests.Kinds;

namespace AmlDr.Core.Tests.Rewriting;

public class SecretMergerTests
{
    [Theory]
    [InlineData("datastore.blob", "listSecrets", """{"secretsType":"AccountKey","key":"k"}""", "properties.credentials.secrets", """{"secretsType":"AccountKey","key":"k"}""")]
    [InlineData("onlineEndpoint.managed", "listKeys", """{"primaryKey":"a","secondaryKey":"b"}""", "properties.keys", """{"primaryKey":"a","secondaryKey":"b"}""")]
    [InlineData("batchEndpoint.keyed", "listkeys", """{"primaryKey":"a","secondaryKey":"b"}""", "properties.keys", """{"primaryKey":"a","secondaryKey":"b"}""")]
    [InlineData("connection.apiKey", "listsecrets", """{"name":"openai","properties":{"authType":"ApiKey","credentials":{"key":"k"}}}""", "properties.credentials", """{"key":"k"}""")]
    public void Merge_AnswerOfThePublishedAction_StandsWhereTheBodyTakesIt(string file, string action, string answer, string place, string expected)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject body = ConformancePair.Mirror(sample).Body;
        var findings = new List<Finding>();

        Assert.True(sample.Kind.NeedsSecrets(body));
        SecretMerger.Merge(body, JsonNode.Parse(answer)!, sample.Kind, Context(sample), findings);

        Assert.Empty(findings);
        Assert.Equal(action, sample.Kind.Secrets!.Action);
        Assert.Equal(expected, KindSample.At(body, place)!.ToJsonString());
    }

    [Fact]
    public void Merge_Secrets_LeaveTheRestAsItWas()
    {
        KindSample sample = KindSample.Read("datastore.lake");
        JsonObject before = ConformancePair.Mirror(sample).Body;
        JsonObject body = before.DeepClone().AsObject();

        SecretMerger.Merge(body, JsonNode.Parse("""{"clientSecret": "canary"}""")!, sample.Kind, Context(sample), []);

        Assert.Contains("canary", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(before.ToJsonString(), WritableDocument.From(new(body.DeepClone().AsObject()), sample.Kind).ToJsonString());
    }

    [Fact]
    public void Merge_CredentialsThatNameAnIdentity_AreTranslatedToo()
    {
        KindSample sample = KindSample.Read("connection.identity");
        JsonObject body = ConformancePair.Mirror(sample).Body;
        JsonNode answer = JsonNode.Parse("""{"properties": {"credentials": {"clientId": "id-west"} } }""")!;

        SecretMerger.Merge(body, answer, sample.Kind, Context(sample), []);

        Assert.Equal("""{"clientId":"id-north"}""", body["properties"]!["credentials"]!.ToJsonString());
    }

    [Fact]
    public void Merge_AnswerWithoutWhatItPromises_IsInvalidAndRepeatsNothingOfIt()
    {
        KindSample sample = KindSample.Read("connection.apiKey");

        var exception = Assert.Throws<InvalidAssetException>(() => SecretMerger.Merge(
            ConformancePair.Mirror(sample).Body, JsonNode.Parse("""{"secret": "canary"}""")!, sample.Kind, Context(sample), []));

        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onlineEndpoint.kubernetes")]
    [InlineData("datastore.oneLake")]
    [InlineData("model.mlflow")]
    public void NeedsSecrets_AssetWithoutAny_IsFalse(string file)
    {
        KindSample sample = KindSample.Read(file);

        Assert.False(sample.Kind.NeedsSecrets(ConformancePair.Mirror(sample).Body));
    }

    private static KindContext Context(KindSample sample) =>
        (ConformancePair.Context with { StandingChildren = sample.Standing }).For(sample.Asset);
}
