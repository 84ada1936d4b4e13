using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Evidence;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Functions.Tests.Operations;

public class EvidenceTests : IAsyncLifetime
{
    private readonly FailoverWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Report_OfADrill_ProvesThatEverythingIsAsBefore()
    {
        _world.AddEndpoint("fraud", ("blue", 3));
        await _world.MirrorAsync(new AssetId(KindNames.OnlineDeployment, "fraud", "blue"));
        string id = await _world.StartedAsync("drill");
        await _world.WaitAsync(id, "Completed");
        await _world.WhenAtRestAsync();

        byte[] json = Encoding.UTF8.GetBytes(await GetAsync(id, "application/json"));
        EvidenceReport report = EvidenceChain.Read(json);

        Assert.Equal(("drill", "ann", "Completed"), (report.Scope.Mode, report.Scope.RequestedBy, report.Outcome.State));
        Assert.Equal(["Serving side", "ScaleDeployment onlineDeployment fraud:blue"], report.Conditions.Select(condition => condition.Name).OrderDescending());
        Assert.All(report.Conditions, condition => Assert.True(condition.MustBeEqual && condition.Before is not null && condition.Before == condition.After, condition.ToString()));
        Assert.Contains(report.Steps, step => step is { Id: "ScaleDeployment:onlineDeployment/fraud/blue", Status: "Done", EndedAt: not null });
        Assert.Contains(report.Steps, step => step is { Id: "Restore:ScaleDeployment:onlineDeployment/fraud/blue", Status: "Restored" });
        Assert.NotNull(report.Outcome.RtoMilliseconds);
        Assert.Equal(["Request"], report.Acts.Select(act => act.Action));
        Assert.Contains("<svg", await GetAsync(id, "text/html"), StringComparison.Ordinal);
        Assert.StartsWith("# Evidence of drill", await GetAsync(id, "text/markdown"), StringComparison.Ordinal);
        Assert.Equal(await GetAsync(id, "application/json"), await GetAsync(id, "application/json"));
    }

    [Fact]
    public async Task Report_BeforeTheEndAndOfNothing_SaysWhatToDo()
    {
        _world.Policies.Policy = OperationPolicy.Default with { Approvals = [OperationMode.Drill] };
        string id = await _world.StartedAsync("drill");
        await _world.WaitAsync(id, "WaitingForApproval");

        HttpResponseMessage early = await _world.App.Api.GetAsync($"operations/{id}/report");
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Equal($"GET /api/operations/{id}", (string?)(await early.Content.ReadFromJsonAsync<JsonNode>())!["next"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.App.Api.GetAsync("operations/none/report")).StatusCode);

        await _world.ActAsync(id, "reject", "bob");
        JsonNode rejected = await _world.WaitAsync(id, "Rejected");
        Assert.Equal($"GET /api/operations/{id}/report", (string?)rejected["next"]![0]);
        EvidenceReport report = EvidenceChain.Read(Encoding.UTF8.GetBytes(await GetAsync(id, "application/json")));
        Assert.Equal(["Request", "Reject"], report.Acts.Select(act => act.Action));
        Assert.All(report.Steps, step => Assert.Equal("NotBegun", step.Status));
    }

    [Fact]
    public async Task News_OfAFailover_AreToldOnceEachAndNameTheEvidence()
    {
        _world.Ways.Names = ["dns"];
        _world.Ways.Failures = 1;
        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitAsync(id, "PausedByFailure");
        await _world.App.CrashAndRestartAsync();
        await _world.ActAsync(id, "retry");
        await _world.WaitAsync(id, "Completed");
        await _world.WhenAtRestAsync();

        JsonNode[] news = [.. _world.News.DistinctBy(message => (string)message["id"]!).OrderBy(message => (string)message["time"]!, StringComparer.Ordinal)];
        Assert.Equal(["started", "paused", "switched", "ended"], news.Select(message => ((string)message["type"]!).Split('.')[^1]));
        Assert.Equal("critical", (string?)news[1]["severity"]);
        Assert.Equal(_world.App.Azure.World.Secondary.Name, (string?)news[2]["servingWorkspace"]!["workspace_name"]);
        string hash = EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(await GetAsync(id, "application/json"))).Hash!;
        Assert.Contains(news[3]["facts"]!.AsArray(), fact => (string?)fact!["value"] == hash);
    }

    [Fact]
    public async Task News_TargetRefuses_HoldNothingUp()
    {
        _world.App.Azure.Webhooks.SetFailure(RunningApp.Sink, new Sandbox.Webhooks.WebhookFailure { Status = 403 });

        string id = await _world.StartedAsync("drill");

        await _world.WaitAsync(id, "Completed");
        await _world.WhenAtRestAsync();
        Assert.Null((await _world.PairStateAsync())["operationId"]);
    }

    private async Task<string> GetAsync(string id, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"operations/{id}/report");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(form));
        HttpResponseMessage answer = await _world.App.Api.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }
}
