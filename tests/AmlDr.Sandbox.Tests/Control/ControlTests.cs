using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Control;

/// <summary>The control routes under /sandbox.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private SimulatedAzure Azure { get; set; } = null!;

    private HttpClient Http { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Http = new HttpClient { BaseAddress = Azure.Endpoint };
        Arm = new ArmCaller(Azure, checkContract: false);
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        Http.Dispose();
        await Azure.DisposeAsync();
    }

    [Fact]
    public async Task Get_Sandbox_DescribesEveryRouteWithMethodPathBodyAndExample()
    {
        JsonObject description = (await SendAsync("GET", "/sandbox")).Expect(HttpStatusCode.OK).Json;

        JsonObject[] routes = [.. description["routes"]!.AsArray().Select(route => route!.AsObject())];
        Assert.True(routes.Length > 25);
        Assert.All(routes, route =>
        {
            Assert.StartsWith("/sandbox/", route["path"]!.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(route["summary"]!.ToString());
            Assert.StartsWith("curl -X " + route["method"], route["example"]!.ToString(), StringComparison.Ordinal);
        });
        Assert.All(routes.Where(route => route["method"]!.ToString() is "POST" or "PUT" && !route["path"]!.ToString().Contains("containers", StringComparison.Ordinal)), route => Assert.NotNull(route["body"]));
        Assert.Equal(Azure.World.PrimaryAccount.Keys[0], description["accounts"]![0]!["keys"]![0]!.ToString());
        Assert.Equal(Azure.IdentityHeader, description["identity"]!["IDENTITY_HEADER"]!.ToString());
    }

    [Fact]
    public async Task Send_EveryDescribedExampleBody_Accepted()
    {
        await using Webhook hook = await Webhook.StartAsync();
        Azure.Resources.Put($"{Arm.Primary}/jobs/train-1", new JsonObject { ["properties"] = new JsonObject { ["jobType"] = "Command" } });
        JsonObject description = (await SendAsync("GET", "/sandbox")).Json;
        int tried = 0;
        foreach (JsonObject route in description["routes"]!.AsArray().Select(route => route!.AsObject()).Where(route => route["body"] is not null))
        {
            string path = route["path"]!.ToString().Replace("{region}", "westeurope", StringComparison.Ordinal).Replace("{account}", "stmldrprimary", StringComparison.Ordinal);
            JsonNode body = route["body"]!.DeepClone();
            if (path.EndsWith("/eventgrid/subscriptions", StringComparison.Ordinal))
                body["endpointUrl"] = hook.Url.ToString();
            if (path.EndsWith("/resources", StringComparison.Ordinal))
                path += "?id=" + Uri.EscapeDataString($"{Arm.Primary}/environments/AzureML-x/versions/1");

            Answer answer = await SendAsync(route["method"]!.ToString(), path, body.ToJsonString());

            Assert.True((int)answer.Status is >= 200 and < 300, $"{path}: {answer.Text}");
            tried++;
        }

        Assert.Equal(23, tried);
    }

    [Fact]
    public async Task Post_Outage_TakesAwayAndGivesBack()
    {
        (await SendAsync("POST", "/sandbox/regions/westeurope/outage", """{"down":true}""")).Expect(HttpStatusCode.OK);
        Assert.True(Azure.Regions.IsDown("westeurope"));

        Answer regions = (await SendAsync("POST", "/sandbox/regions/westeurope/outage", """{"down":false}""")).Expect(HttpStatusCode.OK);

        Assert.False(Azure.Regions.IsDown("westeurope"));
        Assert.Equal("""[{"name":"westeurope","down":false,"mode":"mix"},{"name":"northeurope","down":false,"mode":"mix"}]""", regions.Text);
    }

    [Theory]
    [InlineData("POST", "/sandbox/regions/atlantis/outage", """{"down":true}""", "atlantis")]
    [InlineData("POST", "/sandbox/regions/westeurope/outage", """{"up":true}""", "up")]
    [InlineData("POST", "/sandbox/regions/westeurope/outage", """{"down":true,"mode":"sulking"}""", "mode")]
    [InlineData("POST", "/sandbox/regions/westeurope/outage", "down", "body")]
    [InlineData("POST", "/sandbox/faults", """{"kinds":[],"probability":7}""", "probability")]
    [InlineData("POST", "/sandbox/faults/profile", """{"profile":"biblical"}""", "biblical")]
    [InlineData("PUT", "/sandbox/throttling", """{"readBurst":0}""", "readBurst")]
    [InlineData("PUT", "/sandbox/latency", """{"milliseconds":-1}""", "milliseconds")]
    [InlineData("PUT", "/sandbox/faults/hang", """{"milliseconds":-1}""", "milliseconds")]
    [InlineData("PUT", "/sandbox/accounts/nobody/bandwidth", """{"bytesPerSecond":1}""", "nobody")]
    [InlineData("PUT", "/sandbox/accounts/stmldrprimary/bandwidth", """{"bytesPerSecond":0}""", "bytesPerSecond")]
    [InlineData("POST", "/sandbox/eventgrid/subscriptions", """{"name":"n","topic":"t","endpointUrl":"http://127.0.0.1:1/"}""", "topic")]
    [InlineData("PUT", "/sandbox/eventgrid/delivery", """{"duplicateProbability":2}""", "duplicateProbability")]
    [InlineData("PUT", "/sandbox/resources", """{"properties":{}}""", "id")]
    [InlineData("PUT", "/sandbox/resources?id=/subscriptions/x", """{"properties":{}}""", "/subscriptions/x")]
    [InlineData("GET", "/sandbox/calls?since=yesterday", null, "since")]
    [InlineData("GET", "/sandbox/calls?service=fax", null, "service")]
    public async Task Send_Mistake_BadRequestNamesIt(string method, string path, string? body, string named)
    {
        Answer answer = (await SendAsync(method, path, body)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains(named, answer.Json["detail"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/sandbox/nothing", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/sandbox/calls", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/sandbox/faults/none", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/sandbox/eventgrid/subscriptions/none", HttpStatusCode.NotFound)]
    [InlineData("GET", "/sandbox/workspaces/none/resources", HttpStatusCode.NotFound)]
    [InlineData("GET", "/sandbox/accounts/stmldrprimary/containers/azureml/blobs/none", HttpStatusCode.NotFound)]
    public async Task Send_Unknown_SaysSo(string method, string path, HttpStatusCode expected) => Assert.Equal(expected, (await SendAsync(method, path)).Status);

    [Fact]
    public async Task Send_DuringOutageAndFaults_ControlStillAnswersAndIsNotLogged()
    {
        Azure.Regions.TakeDown("westeurope");
        Azure.Regions.TakeDown("northeurope");
        Azure.Faults.Add(new() { Kinds = [Sandbox.Faults.FaultKind.Reset] });

        (await SendAsync("GET", "/sandbox/regions")).Expect(HttpStatusCode.OK);

        Assert.Empty(Azure.Calls.Read());
    }

    [Fact]
    public async Task Get_Calls_QueryAndSummary()
    {
        await Arm.GetAsync(Arm.Primary);
        await Arm.PutAsync($"{Arm.Secondary}/models/m/versions/1", """{"properties":{"modelUri":"u"}}""");

        JsonObject page = (await SendAsync("GET", "/sandbox/calls?since=1&service=arm&operation=models/versions:put&effect=true")).Json;
        JsonObject summary = (await SendAsync("GET", "/sandbox/calls/summary")).Json;
        (await SendAsync("DELETE", "/sandbox/calls")).Expect(HttpStatusCode.NoContent);

        Assert.Equal(2, page["lastSequence"]!.GetValue<long>());
        Assert.Equal("northeurope", page["calls"]!.AsArray().Single()!["region"]!.ToString());
        Assert.Equal(["models/versions:put", "workspaces:get"], summary["operations"]!.AsArray().Select(operation => operation!["operation"]!.ToString()));
        Assert.Equal(0, summary["bytesCopiedByService"]!.GetValue<long>());
        Assert.Empty(Azure.Calls.Read());
    }

    [Fact]
    public async Task Put_BlobsAndResources_SeedTheWorldPastTheServices()
    {
        (await SendAsync("PUT", "/sandbox/accounts/stmldrprimary/containers/seeded")).Expect(HttpStatusCode.Created);
        (await SendAsync("PUT", "/sandbox/accounts/stmldrprimary/containers/seeded/blobs/a%20b/big.bin?length=3000000000&seed=4")).Expect(HttpStatusCode.Created);
        (await SendAsync("PUT", "/sandbox/accounts/stmldrprimary/containers/seeded/blobs/small.txt?contentType=text/plain", "hello")).Expect(HttpStatusCode.Created);
        (await SendAsync("PUT", "/sandbox/resources?id=" + $"{Arm.Primary}/models/seeded/versions/1", """{"properties":{"modelUri":"u","later":true}}""")).Expect(HttpStatusCode.OK);

        JsonArray blobs = JsonNode.Parse((await SendAsync("GET", "/sandbox/accounts/stmldrprimary/containers/seeded/blobs?md5=false")).Text)!.AsArray();
        JsonArray small = JsonNode.Parse((await SendAsync("GET", "/sandbox/accounts/stmldrprimary/containers/seeded/blobs?prefix=small")).Text)!.AsArray();
        JsonArray resources = JsonNode.Parse((await SendAsync("GET", "/sandbox/workspaces/mlw-primary/resources?type=models/versions")).Text)!.AsArray();

        Assert.Equal(["a b/big.bin", "small.txt"], blobs.Select(blob => blob!["name"]!.ToString()));
        Assert.Equal(3_000_000_000, blobs[0]!["length"]!.GetValue<long>());
        Assert.Null(blobs[0]!["md5"]);
        Assert.Equal(Convert.ToHexStringLower(Md5.Of("hello"u8)), small.Single()!["md5"]!.ToString());
        Assert.Equal("models/seeded/versions/1", resources.Single()!["path"]!.ToString());
        Assert.True(resources.Single()!["document"]!["properties"]!["later"]!.GetValue<bool>());
        Assert.Equal("hello", (await SendAsync("GET", "/sandbox/accounts/stmldrprimary/containers/seeded/blobs/small.txt")).Text);
        Assert.Contains("\"seeded\"", (await SendAsync("GET", "/sandbox/accounts/stmldrprimary/containers")).Text, StringComparison.Ordinal);
        Assert.Equal("""{"blocks":0}""", (await SendAsync("GET", "/sandbox/accounts/stmldrprimary/containers/seeded/uncommitted/small.txt")).Text);
        Assert.Equal("1", (await SendAsync("GET", "/sandbox/resources?id=" + $"{Arm.Primary}/models/seeded/versions/1")).Json["name"]!.ToString());
        (await SendAsync("DELETE", "/sandbox/accounts/stmldrprimary/containers/seeded/blobs/small.txt")).Expect(HttpStatusCode.NoContent);
        (await SendAsync("DELETE", "/sandbox/resources?id=" + $"{Arm.Primary}/models/seeded")).Expect(HttpStatusCode.NoContent);
        Assert.Empty(Azure.Calls.Read());
    }

    [Fact]
    public async Task Post_Tokens_OpenTheServices()
    {
        Guid client = Guid.NewGuid();

        JsonObject answer = (await SendAsync("POST", "/sandbox/tokens", $$"""{"audience":"https://management.azure.com/.default","clientId":"{{client}}"}""")).Expect(HttpStatusCode.OK).Json;
        Arm.Token = answer["token"]!.ToString();

        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.OK);
        Assert.Equal(client.ToString(), Azure.Calls.Read().Single().Caller);
    }

    [Fact]
    public async Task Post_Subscription_SchemaInAzuresSpelling()
    {
        await using Webhook hook = await Webhook.StartAsync();
        string body = new JsonObject
        {
            ["name"] = "cloud",
            ["topic"] = Arm.Primary,
            ["endpointUrl"] = hook.Url.ToString(),
            ["schema"] = "CloudEventSchemaV1_0",
        }.ToJsonString();

        (await SendAsync("POST", "/sandbox/eventgrid/subscriptions", body)).Expect(HttpStatusCode.Created);
        await Arm.PutAsync($"{Arm.Primary}/models/m/versions/1", """{"properties":{"modelUri":"u"}}""");
        await Eventually.IsTrue(() => hook.Events.Count == 1, "the event arrives");

        Assert.Equal("1.0", hook.Events[0]["specversion"]!.ToString());
        Answer removed = await SendAsync("DELETE", "/sandbox/eventgrid/subscriptions/cloud");
        removed.Expect(HttpStatusCode.NoContent);
    }

    private async Task<Answer> SendAsync(string method, string path, string? body = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body);
        return await Answer.ReadAsync(await Http.SendAsync(request));
    }
}
