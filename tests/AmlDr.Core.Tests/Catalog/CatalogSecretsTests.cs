using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;
using AmlDr.Core.Tests.Kinds;

namespace AmlDr.Core.Tests.Catalog;

public class CatalogSecretsTests
{
    private const string Canary = "canary-0123456789abcdef";
    private static readonly SecretPolicy Policy = new();

    public static TheoryData<string> Samples() => [.. KindSample.Files];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Extract_AnySample_KeepsEverythingButWriteOnlySecretsAndRestoresTheRest(string file)
    {
        var sample = KindSample.Read(file);
        JsonObject expected = sample.Document.CloneNode();
        foreach (FieldPath secret in sample.Kind.Fields.Secrets)
        {
            DocumentFields.Remove(expected, secret);
        }

        RedactedDocument redacted = CatalogSecrets.Extract(sample.Document, sample.Kind, Policy);

        Assert.Equal(expected.ToJsonString(), redacted.Restore().CloneNode().ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Extract_AnySample_HoldsNoSecret(string file)
    {
        var sample = KindSample.Read(file);

        RedactedDocument redacted = CatalogSecrets.Extract(sample.Document, sample.Kind, Policy);

        // What the service reports of a resource is no secret, though the sample says so to see it dropped from writes.
        foreach (FieldPath reported in sample.Kind.Fields.ReadOnly)
        {
            DocumentFields.Remove(redacted.Body, reported);
        }

        Assert.DoesNotContain("canary", redacted.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KindNames.OnlineDeployment, """{"environmentVariables":{"API_KEY":"@","MODE":"full"}}""", "/properties/environmentVariables/API_KEY")]
    [InlineData(KindNames.BatchDeployment, """{"environmentVariables":{"db_password":"@"}}""", "/properties/environmentVariables/db_password")]
    [InlineData(KindNames.Schedule, """{"action":{"jobDefinition":{"environmentVariables":{"a/b~TOKEN":"@"}}}}""", "/properties/action/jobDefinition/environmentVariables/a~1b~0TOKEN")]
    [InlineData(KindNames.Schedule, """{"action":{"jobDefinition":{"jobs":{"x":{"environment_variables":{"TOKEN":"@"}}}}}}""", "/properties/action/jobDefinition/jobs/x/environment_variables/TOKEN")]
    [InlineData(KindNames.Schedule, """{"action":{"jobDefinition":{"conf":{"fs.azure.account.key.st.dfs.core.windows.net":"@"}}}}""", "/properties/action/jobDefinition/conf/fs.azure.account.key.st.dfs.core.windows.net")]
    [InlineData(KindNames.Component, """{"componentSpec":{"jobs":{"x":{"component":{"environment_variables":{"PWD":"@"}}}}}}""", "/properties/componentSpec/jobs/x/component/environment_variables/PWD")]
    [InlineData(KindNames.Connection, """{"metadata":{"ApiKey":"@","region":"west"}}""", "/properties/metadata/ApiKey")]
    [InlineData(KindNames.Connection, """{"credentials":{"clientId":"c","secretOfTomorrow":"@"}}""", "/properties/credentials/secretOfTomorrow")]
    [InlineData(KindNames.Datastore, """{"credentials":{"credentialsType":"Other","account":"@"}}""", "/properties/credentials/account")]
    [InlineData(KindNames.FeatureSet, """{"materializationSettings":{"sparkConfiguration":{"spark.token":"@"}}}""", "/properties/materializationSettings/sparkConfiguration/spark.token")]
    [InlineData(KindNames.Compute, """{"properties":{"customServices":[{"environmentVariables":{"TOKEN":{"type":"local","value":"@"}}}]}}""", "/properties/properties/customServices/0/environmentVariables/TOKEN")]
    [InlineData(KindNames.ServerlessEndpoint, """{"inferenceEndpoint":{"headers":{"api-key":"@"}}}""", "/properties/inferenceEndpoint/headers/api-key")]
    [InlineData(KindNames.Data, """{"dataUri":"https://st.blob.core.windows.net/c/f.csv?sv=2024&sig=@%3D&se=1"}""", "/properties/dataUri")]
    [InlineData(KindNames.Environment, """{"build":{"contextUri":"https://user:@@github.com/x/y"}}""", "/properties/build/contextUri")]
    [InlineData(KindNames.Model, """{"properties":{"git":["https://@@github.com/x/y"]}}""", "/properties/properties/git/0")]
    [InlineData(KindNames.Model, """{"tags":{"source":"DefaultEndpointsProtocol=https;AccountName=st;AccountKey=@"}}""", "/properties/tags/source")]
    public void Extract_SecretThatTheServiceReturns_IsTakenOutAndRestored(string kind, string properties, string place)
    {
        string json = "{\"properties\":" + properties.Replace("@", Canary, StringComparison.Ordinal).Replace(Canary + Canary, Canary + "@", StringComparison.Ordinal) + "}";
        var document = AssetDocument.Parse(System.Text.Encoding.UTF8.GetBytes(json));

        RedactedDocument redacted = CatalogSecrets.Extract(document, ConformancePair.Kinds[kind], Policy);

        Assert.Equal(place, Assert.Single(redacted.Secrets).Key);
        Assert.DoesNotContain("canary", redacted.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(json, redacted.Restore().CloneNode().ToJsonString(Unescaped));
        Assert.Contains("canary", document.CloneNode().ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", redacted.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1234", "1234")]
    [InlineData("true", "true")]
    [InlineData("""{"a":[1]}""", """{"a":[1]}""")]
    public void Extract_SecretThatIsNoText_IsTakenOutWhole(string value, string expected)
    {
        var document = new AssetDocument(JsonNode.Parse("{\"properties\":{\"environmentVariables\":{\"PIN_KEY\":" + value + "}}}")!.AsObject());

        RedactedDocument redacted = CatalogSecrets.Extract(document, ConformancePair.Kinds[KindNames.OnlineDeployment], Policy);

        Assert.Equal(expected, Assert.Single(redacted.Secrets).Value);
        Assert.Null(redacted.Body["properties"]!["environmentVariables"]!["PIN_KEY"]);
        Assert.Equal(document.CloneNode().ToJsonString(), redacted.Restore().CloneNode().ToJsonString());
    }

    [Theory]
    [InlineData("https://st.blob.core.windows.net/c/f.csv?x=1")]
    [InlineData("https://user@dev.azure.com/org/repo")]
    [InlineData("azureml://datastores/a/paths/sig=/x@y")]
    [InlineData("python train.py --design=a&signal=b")]
    public void Extract_HarmlessText_Stays(string text)
    {
        var document = new AssetDocument(new JsonObject { ["properties"] = new JsonObject { ["description"] = text } });

        Assert.Empty(CatalogSecrets.Extract(document, ConformancePair.Kinds[KindNames.Model], Policy).Secrets);
    }

    [Fact]
    public void Extract_PatternsOfThePolicy_DecideAboutNames()
    {
        var document = new AssetDocument(
            JsonNode.Parse("""{"properties":{"environmentVariables":{"API_KEY":"a","PIN":"b"}}}""")!.AsObject());

        RedactedDocument redacted = CatalogSecrets.Extract(
            document, ConformancePair.Kinds[KindNames.OnlineDeployment], new SecretPolicy { NamePatterns = ["pin"] });

        Assert.Equal(["/properties/environmentVariables/PIN"], redacted.Secrets.Keys);
    }

    [Theory]
    [InlineData("/properties/x")]
    [InlineData("/properties/list/7")]
    [InlineData("/properties/list/x")]
    [InlineData("/name/below")]
    public void Restore_PlaceThatIsNotThere_IsInvalid(string place)
    {
        var redacted = new RedactedDocument(
            JsonNode.Parse("""{"name":"n","properties":{"list":[1]}}""")!.AsObject(), new Dictionary<string, string> { [place] = "\"v\"" });

        Assert.Throws<InvalidAssetException>(redacted.Restore);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Unescaped =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
