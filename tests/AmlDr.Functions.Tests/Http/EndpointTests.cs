using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Http;

public class EndpointTests(RunningApp app) : IClassFixture<RunningApp>
{
    private static readonly string[] Routes =
        ["GET health", "GET pairs", $"GET pairs/{RunningApp.Pair}", $"GET pairs/{RunningApp.Pair}/assets", $"POST pairs/{RunningApp.Pair}/sweeps", "GET operations/x",
            $"GET pairs/{RunningApp.Pair}/export",
            $"GET pairs/{RunningApp.Pair}/plan?mode=drill", $"POST pairs/{RunningApp.Pair}/failovers", $"POST pairs/{RunningApp.Pair}/failbacks", "POST operations/x/cancel"];

    public static TheoryData<string> AllRoutes() => [.. Routes];

    [Theory]
    [MemberData(nameof(AllRoutes))]
    public async Task AnyRoute_WithoutKey_Is401(string route)
    {
        string[] parts = route.Split(' ');
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri(app.Server.Address, "api/" + parts[1]));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Health_EverythingAnswers_IsHealthyWithEachDependency()
    {
        JsonNode report = (await app.Api.GetFromJsonAsync<JsonNode>("health"))!;

        Assert.Equal("healthy", (string?)report["status"]);
        Assert.Equal(
            ["task hub", "control store", "key ring", $"pair {RunningApp.Pair}: secondary workspace", $"pair {RunningApp.Pair}: primary workspace"],
            report["checks"]!.AsArray().Select(check => (string)check!["name"]!));
    }

    [Fact]
    public async Task Pairs_Known_AreListedAndFoundByName()
    {
        JsonNode list = (await app.Api.GetFromJsonAsync<JsonNode>("pairs"))!;
        JsonNode pair = (await app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!;

        Assert.Equal(RunningApp.Pair, (string?)Assert.Single(list["value"]!.AsArray())!["name"]);
        Assert.Equal("primary", (string?)pair["active"]);
        Assert.Equal(app.Azure.World.Primary.ResourceId, (string?)pair["primary"]);
    }

    [Theory]
    [InlineData("GET", "pairs/none")]
    [InlineData("GET", "pairs/none/assets")]
    [InlineData("GET", "pairs/none/export")]
    [InlineData("POST", "pairs/none/sweeps")]
    [InlineData("GET", "pairs/none/plan?mode=drill")]
    [InlineData("POST", "pairs/none/failovers")]
    [InlineData("POST", "pairs/none/failbacks")]
    public async Task UnknownPair_Is404WithTheKnownOnes(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        HttpResponseMessage answer = await app.Api.SendAsync(request);

        JsonNode problem = await ReadProblemAsync(answer, HttpStatusCode.NotFound, "urn:amldr:problem:unknown-pair");
        Assert.Contains("'none'", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains(RunningApp.Pair, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind=banana", "'kind' is 'banana'")]
    [InlineData("state=banana", "'state' is 'banana'")]
    [InlineData("state=99", "'state' is '99'")]
    [InlineData("top=0", "'top' is '0'")]
    [InlineData("top=1001", "'top' is '1001'")]
    [InlineData("top=-1", "'top' is '-1'")]
    [InlineData("continuationToken=!!", "'continuationToken' is '!!'")]
    public async Task Assets_BadParameter_Is400WithNameValueAndRemedy(string query, string detail)
    {
        HttpResponseMessage answer = await app.Api.GetAsync($"pairs/{RunningApp.Pair}/assets?{query}");

        JsonNode problem = await ReadProblemAsync(answer, HttpStatusCode.BadRequest, "urn:amldr:problem:bad-parameter");
        Assert.StartsWith(detail, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operation_Unknown_Is404() =>
        await ReadProblemAsync(await app.Api.GetAsync("operations/mirror%7Cx"), HttpStatusCode.NotFound, "urn:amldr:problem:unknown-operation");

    private static async Task<JsonNode> ReadProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(type, (string?)problem["type"]);
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.NotEqual("", (string)problem["title"]!);
        return problem;
    }
}
