using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Scoring;

/// <summary>Scoring: who may call, who answers, and what happens when nobody can.</summary>
public sealed class ScoringTests : IAsyncLifetime
{
    private SimulatedAzure Azure { get; set; } = null!;

    private HttpClient Http { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    private string Endpoint => Arm.Primary + "/onlineEndpoints/credit";

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure);
        Http = new HttpClient();
        (await Arm.PutAsync(Arm.Primary + "/models/credit/versions/3", """{"properties":{"modelUri":"azureml://datastores/workspaceblobstore/paths/m"}}""")).Expect(HttpStatusCode.Created);
        await PutEndpointAsync("Key");
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        Http.Dispose();
        await Azure.DisposeAsync();
    }

    [Fact]
    public async Task Post_WithKey_AnsweredByTheDeploymentWithTheTraffic()
    {
        await DeployAsync("blue");
        await DeployAsync("green");
        await SetTrafficAsync("""{"blue":100,"green":0}""");
        string uri = (await Arm.GetAsync(Endpoint)).Json["properties"]!["scoringUri"]!.ToString();

        Answer answer = (await SendAsync(uri, await KeyAsync())).Expect(HttpStatusCode.OK);

        Assert.Equal("mlw-primary", answer.Json["workspace"]!.ToString());
        Assert.Equal("blue", answer.Json["deployment"]!.ToString());
        Assert.Equal("3", answer.Json["modelVersion"]!.ToString());
        Assert.Equal("blue", answer.Header("azureml-model-deployment"));
        Assert.Equal(1, Azure.Calls.Summarise().Calls("scoring:score", "westeurope"));
    }

    [Fact]
    public async Task Post_WithDeploymentHeader_GoesThereWithoutTraffic()
    {
        await DeployAsync("blue");
        await DeployAsync("green");
        await SetTrafficAsync("""{"blue":100,"green":0}""");

        Answer green = await SendAsync(Uri, await KeyAsync(), deployment: "green");
        Answer absent = await SendAsync(Uri, await KeyAsync(), deployment: "red");

        Assert.Equal("green", green.Expect(HttpStatusCode.OK).Json["deployment"]!.ToString());
        absent.Expect(HttpStatusCode.NotFound, "DeploymentNotFound");
    }

    [Fact]
    public async Task Post_SharedTraffic_SpreadByWeight()
    {
        await DeployAsync("blue");
        await DeployAsync("green");
        await SetTrafficAsync("""{"blue":80,"green":20}""");
        string key = await KeyAsync();

        List<string> seen = [];
        for (int i = 0; i < 200; i++)
            seen.Add((await SendAsync(Uri, key)).Expect(HttpStatusCode.OK).Json["deployment"]!.ToString());

        Assert.InRange(seen.Count(name => name == "green"), 20, 65);
    }

    [Fact]
    public async Task Post_NoTraffic_NotFound()
    {
        await DeployAsync("blue");

        (await SendAsync(Uri, await KeyAsync())).Expect(HttpStatusCode.NotFound, "NoTraffic");
    }

    [Fact]
    public async Task Post_CapacityZeroOrToldToFail_Unavailable()
    {
        await DeployAsync("blue");
        await SetTrafficAsync("""{"blue":100}""");
        string key = await KeyAsync();

        Azure.Scoring.SetFailure(Endpoint + "/deployments/blue", 424);
        (await SendAsync(Uri, key)).Expect(HttpStatusCode.FailedDependency, "ModelError");
        Azure.Scoring.SetFailure(Endpoint + "/deployments/blue", null);
        (await SendAsync(Uri, key)).Expect(HttpStatusCode.OK);
        await Arm.WaitAsync(await Arm.PatchAsync(Endpoint + "/deployments/blue", """{"sku":{"capacity":0}}"""));
        (await SendAsync(Uri, key)).Expect(HttpStatusCode.ServiceUnavailable, "DeploymentNotReady");
    }

    [Theory]
    [InlineData("Key", "key")]
    [InlineData("AMLToken", "token")]
    [InlineData("AADToken", "directory")]
    public async Task Post_AuthMode_OpensWithItsOwnCredentialOnly(string mode, string credential)
    {
        await Arm.DeleteSettledAsync(Endpoint);
        await PutEndpointAsync(mode);
        await DeployAsync("blue");
        await SetTrafficAsync("""{"blue":100}""", mode);
        Dictionary<string, string> credentials = new()
        {
            ["key"] = mode == "AADToken" ? "no-key" : await KeyAsync(),
            ["token"] = mode == "AMLToken" ? (await Arm.PostAsync(Endpoint + "/token")).Json["accessToken"]!.ToString() : "amlx",
            ["directory"] = Azure.Tokens.Issue("https://ml.azure.com"),
            ["wrong audience"] = Azure.Tokens.Issue("https://management.azure.com"),
        };

        foreach ((string name, string value) in credentials)
            (await SendAsync(Uri, value)).Expect(name == credential ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        (await SendAsync(Uri, null)).Expect(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [Fact]
    public async Task Post_RegionLostOrFaultRule_Refused()
    {
        await DeployAsync("blue");
        await SetTrafficAsync("""{"blue":100}""");
        string key = await KeyAsync();

        Azure.Faults.Add(new FaultRule { Service = AzureService.Scoring, Kinds = [FaultKind.Throttle429], Times = 1 });
        (await SendAsync(Uri, key)).Expect(HttpStatusCode.TooManyRequests, "TooManyRequests");
        Azure.Regions.TakeDown("westeurope", OutageMode.Unavailable);
        (await SendAsync(Uri, key)).Expect(HttpStatusCode.ServiceUnavailable);
        Azure.Regions.Restore("westeurope");
        (await SendAsync(Uri, key)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_RolesEnforced_NeedsScoreAction()
    {
        await Arm.DeleteSettledAsync(Endpoint);
        await PutEndpointAsync("AADToken");
        await DeployAsync("blue");
        await SetTrafficAsync("""{"blue":100}""", "AADToken");
        Guid client = Guid.NewGuid();
        string token = Azure.Tokens.Issue("https://ml.azure.com", client);
        Azure.Access.Enforced = true;

        Answer refused = await SendAsync(Uri, token);
        Azure.Access.Grant(Azure.Tokens.PrincipalOf(client).ToString(), "AzureML Data Scientist", Arm.Primary);

        refused.Expect(HttpStatusCode.Forbidden, "Forbidden");
        Assert.Contains("Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action", refused.Text, StringComparison.Ordinal);
        (await SendAsync(Uri, token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_BatchEndpoint_MakesAJobOfTheDefaultDeployment()
    {
        string path = Arm.Primary + "/batchEndpoints/nightly";
        string endpoint(string defaults) => $$"""{"location":"westeurope","properties":{"authMode":"AADToken"{{defaults}} } }""";
        await Arm.PutSettledAsync(path, endpoint(string.Empty));
        (await Arm.PutSettledAsync(path + "/deployments/one", """{"location":"westeurope","properties":{}}""")).Expect(HttpStatusCode.OK);
        (await Arm.PutSettledAsync(path, endpoint(",\"defaults\":{\"deploymentName\":\"one\"}"))).Expect(HttpStatusCode.OK);
        string uri = (await Arm.GetAsync(path)).Json["properties"]!["scoringUri"]!.ToString();

        Answer answer = await SendAsync(uri, Azure.Tokens.Issue("https://ml.azure.com"), body: """{"properties":{"inputData":{"in":{"jobInputType":"literal","value":"1"}}}}""");

        string name = answer.Expect(HttpStatusCode.Created).Json["name"]!.ToString();
        JsonObject job = (await Arm.GetAsync($"{Arm.Primary}/jobs/{name}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("one", job["properties"]!["properties"]!["azureml.deployment"]!.ToString());
        Assert.Equal("1", job["properties"]!["inputs"]!["in"]!["value"]!.ToString());
    }

    private string Uri => Azure.BaseUrl + "/scoring/westeurope/credit/score";

    private async Task PutEndpointAsync(string mode) =>
        (await Arm.PutSettledAsync(Endpoint, $$"""{"location":"westeurope","properties":{"authMode":"{{mode}}"} }""")).Expect(HttpStatusCode.OK);

    private async Task DeployAsync(string name)
    {
        string body = $$"""{"location":"westeurope","properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2","model":"{{Arm.Primary}}/models/credit/versions/3"} }""";
        Assert.Equal("Succeeded", (await Arm.PutSettledAsync($"{Endpoint}/deployments/{name}", body)).Expect(HttpStatusCode.OK).Json["properties"]!["provisioningState"]!.ToString());
    }

    private async Task SetTrafficAsync(string traffic, string mode = "Key") =>
        (await Arm.PutSettledAsync(Endpoint, $$"""{"location":"westeurope","properties":{"authMode":"{{mode}}","traffic":{{traffic}} } }""")).Expect(HttpStatusCode.OK);

    private async Task<string> KeyAsync() => (await Arm.PostAsync(Endpoint + "/listKeys")).Expect(HttpStatusCode.OK).Json["primaryKey"]!.ToString();

    private async Task<Answer> SendAsync(string uri, string? credential, string? deployment = null, string body = """{"data":[1]}""")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, uri) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (credential is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (deployment is not null)
            request.Headers.Add("azureml-model-deployment", deployment);
        return await Answer.ReadAsync(await Http.SendAsync(request));
    }
}
