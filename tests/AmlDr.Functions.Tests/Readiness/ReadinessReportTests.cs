using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AmlDr.Functions.Tests.Readiness;

/// <summary>What the routes do to what is kept: each test with an app of its own.</summary>
public sealed class ReadinessReportTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    private ReadinessApi Calls => new(_app);

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Get_BeforeTheFirst_Is404WithTheRemedy()
    {
        JsonNode problem = await ReadinessApi.ReadProblemAsync(await _app.Api.GetAsync(ReadinessApi.Route), HttpStatusCode.NotFound, "no-report");

        Assert.Contains("?fresh=true", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Fresh_Is202AndTheReportFollowsInEveryForm()
    {
        HttpResponseMessage started = await _app.Api.GetAsync($"{ReadinessApi.Route}?fresh=true");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal($"/api/{ReadinessApi.Route}", started.Headers.Location?.ToString());
        Assert.True((bool?)(await started.Content.ReadFromJsonAsync<JsonNode>())!["started"]);
        await _app.WhenIdleAsync();

        JsonNode json = (await _app.Api.GetFromJsonAsync<JsonNode>(ReadinessApi.Route))!;
        Assert.Equal(30, json["checks"]!.AsArray().Count);
        Assert.Equal("Unknown", (string?)json["verdict"]);
        string markdown = await Calls.GetAsync("text/markdown", "text/markdown");
        Assert.StartsWith($"# Readiness of {RunningApp.Pair}", markdown, StringComparison.Ordinal);
        string html = await Calls.GetAsync("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html");
        XElement page = XElement.Parse(html["<!DOCTYPE html>".Length..]);
        Assert.Equal(30, page.Descendants("section").Single(section => section.Element("h2")!.Value == "All checks").Descendants("tbody").Elements("tr").Count());
        Assert.Single(_app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, "amldr", $"pairs/{RunningApp.Pair}/readiness/2"));
    }

    [Fact]
    public async Task Get_FreshTwice_IsOneRunAndAnotherAfterIt()
    {
        await Calls.CheckAsync();
        await Calls.CheckAsync();

        await Calls.GetAsync("text/html", "text/html");
        Assert.Equal(2, _app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, "amldr", $"pairs/{RunningApp.Pair}/readiness/2").Count);
        Assert.Contains("Trend", await Calls.GetAsync("text/markdown", "text/markdown"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attest_Unknown_CountsFromTheNextReportOn()
    {
        _app.Azure.Resources.Put($"{_app.Azure.World.Primary.ResourceId}/computes/dbx", new JsonObject
        {
            ["location"] = "westeurope",
            ["properties"] = new JsonObject { ["computeType"] = "Databricks", ["properties"] = new JsonObject() },
        });
        await Calls.CheckAsync();
        Assert.Equal("Unknown", await Calls.VerdictAsync("customer-managed-data"));

        HttpResponseMessage answer = await Calls.AttestAsync(new JsonObject
        {
            ["check"] = "customer-managed-data", ["by"] = "kim", ["reason"] = "runs in both regions, tried in May", ["expiresAt"] = TimeProvider.System.GetUtcNow().AddDays(30).ToString("O"),
        });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await Calls.CheckAsync();
        Assert.Equal("Attested", await Calls.VerdictAsync("customer-managed-data"));
        Assert.Contains("runs in both regions", await Calls.GetAsync("text/html", "text/html"), StringComparison.Ordinal);
    }
}
