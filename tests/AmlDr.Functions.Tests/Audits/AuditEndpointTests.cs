using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Functions.Tests.Readiness;

namespace AmlDr.Functions.Tests.Audits;

public sealed class AuditEndpointTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    private AuditApi Audits => new(_app);

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Get_BeforeTheFirst_Is404WithTheRemedy()
    {
        JsonNode problem = await ReadinessApi.ReadProblemAsync(await _app.Api.GetAsync($"{AuditApi.Route}/latest"), HttpStatusCode.NotFound, "no-report");

        Assert.Contains($"POST /api/{AuditApi.Route}", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Empty((await _app.Api.GetFromJsonAsync<JsonNode>(AuditApi.Route))!["value"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"level":"deep"}""", "'level' is 'deep'")]
    [InlineData("""{"level":"1"}""", "'level' is '1'")]
    [InlineData("""{"level":"hash","sample":0}""", "'sample' is 0")]
    [InlineData("""{"level":"hash","sample":1.5}""", "'sample' is 1.5")]
    [InlineData("""{"sample":0.5}""", "counts for the level 'hash' alone")]
    [InlineData("""{"level":"deep","sample":-1}""", "'sample' is -1")]
    public async Task Post_BadBody_Is400AndNamesTheFault(string body, string fault)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        JsonNode problem = await ReadinessApi.ReadProblemAsync(await _app.Api.PostAsync(AuditApi.Route, content), HttpStatusCode.BadRequest, "bad-body");

        Assert.Contains(fault, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AfterTwo_GivesEveryFormHistoryAndEither()
    {
        _app.AddModel("a");
        string first = (string)(await Audits.AuditAsync())["id"]!;
        string second = (string)(await Audits.AuditAsync("metadata"))["id"]!;

        JsonArray history = (await _app.Api.GetFromJsonAsync<JsonNode>(AuditApi.Route))!["value"]!.AsArray();
        Assert.Equal([second, first], history.Select(one => (string?)one!["id"]));
        Assert.Equal((1, "Drift"), ((int)history[0]!["drift"]!, (string?)history[0]!["verdict"]));
        Assert.Equal(first, (string?)JsonNode.Parse(await Audits.GetAsync("application/json", first))!["id"]);
        Assert.Contains("| Missing | model | a:1 |", await Audits.GetAsync("text/markdown"), StringComparison.Ordinal);
        Assert.Contains("<svg", await Audits.GetAsync("text/html"), StringComparison.Ordinal);
        await ReadinessApi.ReadProblemAsync(await _app.Api.GetAsync($"{AuditApi.Route}/0123"), HttpStatusCode.NotFound, "unknown-report");
        string container = "amldr";
        Assert.Equal(2, _app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, container, $"pairs/{RunningApp.Pair}/audits/2").Count(blob => !blob.Name.Contains("/findings/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task GetFindings_MoreThanAPage_ArePaged()
    {
        for (int i = 0; i < 510; i++)
        {
            _app.AddModel($"m{i % 17}", $"{(i / 17) + 1}", withFile: false);
        }

        JsonNode report = await Audits.AuditAsync("metadata");

        Assert.Equal((510, 2, 500), ((int)report["findingCount"]!, (int)report["findingPages"]!, report["findings"]!.AsArray().Count));
        JsonNode second = (await _app.Api.GetFromJsonAsync<JsonNode>($"{AuditApi.Route}/latest/findings?page=1"))!;
        Assert.Equal((10, 1, 2), (second["value"]!.AsArray().Count, (int)second["page"]!, (int)second["pages"]!));
        await ReadinessApi.ReadProblemAsync(await _app.Api.GetAsync($"{AuditApi.Route}/latest/findings?page=2"), HttpStatusCode.NotFound, "no-page");
        await ReadinessApi.ReadProblemAsync(await _app.Api.GetAsync($"{AuditApi.Route}/latest/findings?page=x"), HttpStatusCode.BadRequest, "bad-parameter");
    }

    [Fact]
    public async Task Post_WhileOneRuns_PointsToItUnlessItAsksForMore()
    {
        for (int i = 0; i < 40; i++)
        {
            _app.AddModel($"m{i}");
        }

        HttpResponseMessage first = await _app.Api.PostAsync(AuditApi.Route, null);
        HttpResponseMessage second = await _app.Api.PostAsync(AuditApi.Route, null);
        HttpResponseMessage third = await _app.Api.PostAsJsonAsync(AuditApi.Route, new { repair = true });

        Assert.True((bool?)(await first.Content.ReadFromJsonAsync<JsonNode>())!["started"]);
        Assert.False((bool?)(await second.Content.ReadFromJsonAsync<JsonNode>())!["started"]);
        await ReadinessApi.ReadProblemAsync(third, HttpStatusCode.Conflict, "audit-under-way");
        await _app.WhenIdleAsync();
    }
}
