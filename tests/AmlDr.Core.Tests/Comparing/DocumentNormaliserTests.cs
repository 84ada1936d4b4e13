using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Comparing;

public class DocumentNormaliserTests
{
    private const string Id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws";
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    [Theory]
    [InlineData("onlineDeployment", """{"properties":{"requestSettings":{"requestTimeout":"PT60S"}}}""", """{"properties":{"requestSettings":{"requestTimeout":"PT1M"}}}""")]
    [InlineData("onlineDeployment", """{"properties":{"requestSettings":{"requestTimeout":"PT5S","maxQueueWait":"PT0.500S"}}}""", """{"properties":{}}""")]
    [InlineData("onlineDeployment", """{"properties":{"livenessProbe":{"period":"PT0H0M10S","initialDelay":"PT0M30S"}}}""", """{"properties":{"livenessProbe":{"initialDelay":"PT30S"}}}""")]
    [InlineData("onlineDeployment", """{"properties":{"appInsightsEnabled":false,"egressPublicNetworkAccess":"Enabled"}}""", """{"properties":{}}""")]
    [InlineData("onlineDeployment", "{\"properties\":{\"environmentId\":\"" + Id + "/environments/e/versions/1\"}}", "LOWER")]
    [InlineData("onlineDeployment", """{"location":"West Europe"}""", """{"location":"westeurope"}""")]
    [InlineData("batchDeployment", """{"properties":{"retrySettings":{"maxRetries":3,"timeout":"PT30S"},"miniBatchSize":10.0,"errorThreshold":-1}}""", """{"properties":{"miniBatchSize":10}}""")]
    [InlineData("model", """{"properties":{"isArchived":false,"isAnonymous":false,"tags":{}}}""", """{"properties":{}}""")]
    [InlineData("environment", """{"properties":{"osType":"Linux","autoRebuild":"Disabled"}}""", """{"properties":{}}""")]
    [InlineData("compute", """{"properties":{"computeType":"AmlCompute","properties":{"enableNodePublicIp":true,"scaleSettings":{"minNodeCount":0,"maxNodeCount":4,"nodeIdleTimeBeforeScaleDown":"PT120S"}}}}""", """{"properties":{"computeType":"AmlCompute","properties":{"scaleSettings":{"maxNodeCount":4,"nodeIdleTimeBeforeScaleDown":"PT2M"}}}}""")]
    [InlineData("schedule", """{"properties":{"isEnabled":true,"trigger":{"timeZone":"UTC","triggerType":"Cron"}}}""", """{"properties":{"trigger":{"triggerType":"Cron"}}}""")]
    public void Compare_AnotherSpelling_IsNoDifference(string kind, string expected, string actual)
    {
        actual = actual == "LOWER" ? expected.Replace("resourceGroups", "resourcegroups", StringComparison.Ordinal).Replace("/ws/", "/WS/", StringComparison.Ordinal) : actual;

        Assert.Empty(Compare(kind, expected, actual));
        Assert.Equal(Digest(kind, expected), Digest(kind, actual));
        Assert.Empty(Compare(kind, actual, expected));
    }

    [Theory]
    [InlineData("onlineDeployment", """{"properties":{"requestSettings":{"requestTimeout":"PT60S"}}}""", """{"properties":{"requestSettings":{"requestTimeout":"PT2M"}}}""", "properties.requestSettings.requestTimeout", "\"PT60S\"", "\"PT2M\"")]
    [InlineData("onlineDeployment", """{"properties":{"appInsightsEnabled":false}}""", """{"properties":{"appInsightsEnabled":true}}""", "properties.appInsightsEnabled", "false", "true")]
    [InlineData("model", """{"properties":{"isArchived":true}}""", """{"properties":{}}""", "properties.isArchived", "true", null)]
    [InlineData("model", """{"properties":{"tags":{"wait":"PT60S"}}}""", """{"properties":{"tags":{"wait":"PT1M"}}}""", "properties.tags.wait", "\"PT60S\"", "\"PT1M\"")]
    [InlineData("model", """{"properties":{"tags":{"Team":"a"}}}""", """{"properties":{"tags":{"team":"a"}}}""", "properties.tags.Team", "\"a\"", null)]
    [InlineData("compute", """{"properties":{"computeType":"Kubernetes","properties":{"enableNodePublicIp":true,"a":1}}}""", """{"properties":{"computeType":"Kubernetes","properties":{"a":1}}}""", "properties.properties.enableNodePublicIp", "true", null)]
    [InlineData("component", """{"properties":{"componentSpec":{"timeout":"PT60S"}}}""", """{"properties":{"componentSpec":{"timeout":"PT1M"}}}""", "properties.componentSpec.timeout", "\"PT60S\"", "\"PT1M\"")]
    public void Compare_AnotherMeaning_NamesTheFieldWithTheValuesAsWritten(string kind, string expected, string actual, string field, string shouldBe, string? isNow)
    {
        FieldDifference difference = Compare(kind, expected, actual)[0];

        Assert.Equal((field, shouldBe, isNow), (difference.Field, difference.Expected, difference.Actual));
        Assert.NotEqual(Digest(kind, expected), Digest(kind, actual));
    }

    [Fact]
    public void Compare_PathOfAFileInAnotherCase_IsADifference()
    {
        string upper = "{\"properties\":{\"modelUri\":\"azureml:/" + Id + "/datastores/Store/paths/A/b\"}}";

        Assert.Empty(Compare("model", upper, upper.Replace("Store", "store", StringComparison.Ordinal)));
        Assert.Single(Compare("model", upper, upper.Replace("A/b", "a/b", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compare_AssignedIdentitiesInAnotherCase_AreTheSame() => Assert.Empty(Compare(
        "onlineEndpoint", """{"identity":{"type":"UserAssigned","userAssignedIdentities":{"/subscriptions/S/resourceGroups/R/x":{}}}}""",
        """{"identity":{"type":"UserAssigned","userAssignedIdentities":{"/subscriptions/s/resourcegroups/r/X":{}}}}"""));

    [Fact]
    public void Compare_DoesNotChangeWhatItCompares()
    {
        JsonObject body = Document("""{"properties":{"isArchived":false,"modelUri":"AZUREML://datastores/D/paths/x"}}""");
        string before = body.ToJsonString();

        DocumentComparer.Compare(body, body, Kinds["model"]);

        Assert.Equal(before, body.ToJsonString());
    }

    [FactsFact]
    public void PublishedDefaults_AreThoseOfTheSpecification()
    {
        JsonObject flags = Parse(File.ReadAllText(Path.Combine(Facts.Root!, "openapi", "derived", "field-flags-2024-04-01.json")));
        foreach (PublishedDefault standard in Kinds.All.SelectMany(kind => PublishedDefaults.Of(kind.Name)))
        {
            JsonNode? published = flags[standard.Definition]?["properties"]?[standard.Path.Steps[^1]]?["default"];
            Assert.True(published is not null, $"{standard.Definition} has no default of {standard.Path}");
            Assert.Equal(JsonNode.Parse(standard.Value)!.ToJsonString(), published.ToJsonString());
        }
    }

    [FactsFact]
    public void PublishedDurations_AreThoseOfTheSpecification()
    {
        string folder = Path.Combine(Facts.Root!, "openapi", "specification", "machinelearningservices");
        HashSet<string> published = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("examples", StringComparison.Ordinal))
            .SelectMany(file => (Parse(File.ReadAllText(file))["definitions"] as JsonObject ?? []).SelectMany(definition => definition.Value?["properties"] as JsonObject ?? []))
            .Where(property => property.Value is JsonObject fields && (string?)fields["format"] == "duration")
            .Select(property => property.Key).ToHashSet();
        published.Add("idleTimeBeforeShutdown");

        Assert.All(Kinds.All.SelectMany(kind => PublishedDurations.Of(kind.Name)), path => Assert.Contains(path.Steps[^1], published));
    }

    [Theory]
    [InlineData("""{"properties":{"environmentVariables":{"API_KEY":"s3cr3t"}}}""", """{"properties":{"environmentVariables":{"API_KEY":"other"}}}""")]
    [InlineData("""{"properties":{"environmentVariables":{"API_KEY":"s3cr3t"}}}""", """{"properties":{}}""")]
    [InlineData("""{"properties":{"description":"https://u:s3cr3t@example.org"}}""", """{"properties":{}}""")]
    public void MayHoldSecret_Secret_IsTold(string expected, string actual)
    {
        FieldDifference difference = Assert.Single(Compare("onlineDeployment", expected, actual));

        Assert.True(DifferenceText.MayHoldSecret(difference, Kinds["onlineDeployment"], new SecretPolicy()));
        Assert.DoesNotContain("s3cr3t", DifferenceText.Describe([difference], Kinds["onlineDeployment"], new SecretPolicy()), StringComparison.Ordinal);
    }

    [Fact]
    public void MayHoldSecret_CredentialOfAConnection_IsTold()
    {
        FieldDifference difference = Compare("connection", """{"properties":{"credentials":{"word":"s3cr3t"}}}""", """{"properties":{}}""")[0];

        Assert.True(DifferenceText.MayHoldSecret(difference, Kinds["connection"], new SecretPolicy()));
    }

    private static IReadOnlyList<FieldDifference> Compare(string kind, string expected, string actual) =>
        DocumentComparer.Compare(Document(expected), Document(actual), Kinds[kind]);

    private static string Digest(string kind, string body) => DocumentComparer.Digest(Document(body), Kinds[kind]);

    // A document always says something.
    private static JsonObject Document(string json)
    {
        JsonObject body = Parse(json);
        body["properties"] ??= new JsonObject();
        body["properties"]!["something"] = true;
        return body;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
}
