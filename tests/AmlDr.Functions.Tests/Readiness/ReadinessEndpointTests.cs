using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Readiness;

public sealed class ReadinessEndpointTests(RunningApp app) : IClassFixture<RunningApp>
{
    private ReadinessApi Calls => new(app);

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("text/*", "text/markdown")]
    [InlineData("text/html;q=0.5,text/markdown;q=0.9", "text/markdown")]
    [InlineData("application/json;q=0,text/html", "text/html")]
    [InlineData("text/html,*/*", "text/html")]
    public async Task Get_Accept_ChoosesTheForm(string accept, string form)
    {
        await Calls.CheckAsync();

        await Calls.GetAsync(accept, form);
    }

    [Fact]
    public async Task Get_NoFormAccepted_Is406()
    {
        await Calls.CheckAsync();
        using HttpRequestMessage request = ReadinessApi.Request("image/png");

        await ReadinessApi.ReadProblemAsync(await app.Api.SendAsync(request), HttpStatusCode.NotAcceptable, "not-acceptable");
    }

    [Theory]
    [InlineData("GET", "pairs/none/readiness")]
    [InlineData("POST", "pairs/none/readiness/attestations")]
    [InlineData("GET", "pairs/none/deleted-workspaces")]
    [InlineData("POST", "pairs/none/deleted-workspaces/x/recover")]
    [InlineData("GET", "pairs/none/jobs/x/outputs")]
    public async Task AnyRoute_UnknownPair_Is404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        await ReadinessApi.ReadProblemAsync(await app.Api.SendAsync(request), HttpStatusCode.NotFound, "unknown-pair");
    }

    [Theory]
    [InlineData("GET", $"pairs/{RunningApp.Pair}/readiness")]
    [InlineData("POST", $"pairs/{RunningApp.Pair}/readiness/attestations")]
    [InlineData("GET", $"pairs/{RunningApp.Pair}/deleted-workspaces")]
    [InlineData("POST", $"pairs/{RunningApp.Pair}/deleted-workspaces/x/recover")]
    [InlineData("GET", $"pairs/{RunningApp.Pair}/jobs/x/outputs")]
    public async Task AnyRoute_WithoutKey_Is401(string method, string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(app.Server.Address, "api/" + path));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Get_BadFresh_Is400() =>
        await ReadinessApi.ReadProblemAsync(await app.Api.GetAsync($"{ReadinessApi.Route}?fresh=maybe"), HttpStatusCode.BadRequest, "bad-parameter");

    [Fact]
    public async Task Attest_EverythingWrong_Is400WithEveryFault()
    {
        JsonNode problem = await ReadinessApi.ReadProblemAsync(
            await Calls.AttestAsync(new JsonObject { ["check"] = "x", ["by"] = " ", ["reason"] = "short", ["expiresAt"] = "2020-01-01T00:00:00Z" }),
            HttpStatusCode.BadRequest, "bad-body");

        foreach (string fault in new[] { "'check' is 'x'", "'by' is", "'reason' is 'short'", "'expiresAt' is '2020-01-01" })
        {
            Assert.Contains(fault, (string?)problem["detail"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"check\":\"jobs\",\"until\":\"2027-01-01\"}")]
    [InlineData("{\"check\":\"jobs\",\"check\":\"quota\"}")]
    public async Task Attest_Malformed_Is400(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        JsonNode problem = await ReadinessApi.ReadProblemAsync(await app.Api.PostAsync($"{ReadinessApi.Route}/attestations", content), HttpStatusCode.BadRequest, "bad-body");

        Assert.Contains("Send a body such as", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attest_TooLarge_Is413()
    {
        using var content = new StringContent(new string(' ', 70_000));

        await ReadinessApi.ReadProblemAsync(await app.Api.PostAsync($"{ReadinessApi.Route}/attestations", content), HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task DeletedWorkspaces_None_SaysThatTheListIsUnconfirmed()
    {
        JsonNode answer = (await app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}/deleted-workspaces"))!;

        Assert.Empty(answer["value"]!.AsArray());
        Assert.False((bool?)answer["recoverable"]);
        Assert.Contains("No published operation", (string?)answer["unconfirmed"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_WithoutTheSetting_Is409AndNamesIt()
    {
        string name = app.Azure.World.Secondary.Name;

        JsonNode problem = await ReadinessApi.ReadProblemAsync(await Calls.RecoverAsync(name, name), HttpStatusCode.Conflict, "recovery-refused");

        Assert.Contains("AmlDr__Recovery__AllowWorkspaceRecovery", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_NotConfirmed_Is400() =>
        await ReadinessApi.ReadProblemAsync(await Calls.RecoverAsync(app.Azure.World.Secondary.Name, "other"), HttpStatusCode.BadRequest, "bad-body");

    [Fact]
    public async Task Recover_NotOfThePair_Is404() => await ReadinessApi.ReadProblemAsync(await Calls.RecoverAsync("other", "other"), HttpStatusCode.NotFound, "unknown-workspace");

    [Fact]
    public async Task JobOutputs_Known_GivesPlaces()
    {
        app.Azure.Resources.Put($"{app.Azure.World.Primary.ResourceId}/jobs/run1", new JsonObject
        {
            ["properties"] = new JsonObject { ["jobType"] = "Command", ["status"] = "Completed" },
        });

        JsonNode answer = (await app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}/jobs/run1/outputs"))!;

        Assert.EndsWith($"/{SimulatedWorkspace.ArtifactContainer}", (string?)Assert.Single(answer["places"]!.AsArray())!["container"], StringComparison.Ordinal);
        await ReadinessApi.ReadProblemAsync(await app.Api.GetAsync($"pairs/{RunningApp.Pair}/jobs/none/outputs"), HttpStatusCode.NotFound, "unknown-job");
        await ReadinessApi.ReadProblemAsync(await app.Api.GetAsync($"pairs/{RunningApp.Pair}/jobs/a%20b/outputs"), HttpStatusCode.BadRequest, "bad-parameter");
    }
}
