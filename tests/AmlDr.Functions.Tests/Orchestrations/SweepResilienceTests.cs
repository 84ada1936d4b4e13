using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Orchestrations;

/// <summary>Sweeps that are disturbed: killed, struck by faults, given assets that fail, denied a list.</summary>
public class SweepResilienceTests : IAsyncLifetime
{
    private readonly RunningApp _app = new() { Speed = 20 };

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task RunAsync_KilledTwiceInTheMiddle_GoesOnAndWritesEachOnce()
    {
        const int models = 150;
        AddModels(models);
        HttpResponseMessage answer = await _app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);
        foreach (int written in new[] { models / 4, models / 2 })
        {
            await WhenAsync(() => Writes().Count() >= written);
            await _app.CrashAndRestartAsync();
        }

        JsonNode operation = await _app.WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(120));

        Assert.Equal(("Completed", models + RunningApp.SystemDatastores, models), ((string?)operation["status"], (int)operation["sweep"]!["seen"]!, (int)operation["sweep"]!["mirrored"]!));
        Assert.Equal(models, Writes().Count());
        Assert.Equal(models, Writes().Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_UnderHeavyFaults_ComesToTheSameEnd()
    {
        const int models = 60;
        AddModels(models);
        _app.Azure.Faults.SetProfile("heavy");
        for (int sweeps = 0; sweeps < 6 && Enumerable.Range(0, models).Any(i => _app.Secondary($"models/m{i}/versions/1") is null); sweeps++)
        {
            HttpResponseMessage answer = await _app.Api.PostAsJsonAsync($"pairs/{RunningApp.Pair}/sweeps", new { retryFailed = true });
            await _app.WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(180));
        }

        _app.Azure.Faults.Clear();
        JsonNode last = await _app.SweepAsync(new JsonObject { ["retryFailed"] = true });

        Assert.Equal((models + RunningApp.SystemDatastores, 0), ((int)last["seen"]!, (int)last["failed"]!));
        Assert.All(Enumerable.Range(0, models), i => Assert.NotNull(_app.Secondary($"models/m{i}/versions/1")));
        Assert.Equal(models, Writes().Distinct().Count());
        Assert.Equal(0, (int?)(await _app.SweepAsync())["differing"]);
    }

    [Fact]
    public async Task RunAsync_AssetThatKeepsFailing_WaitsLongerAndHoldsUpNoOther()
    {
        _app.AddModel("bad", withFile: false);
        AddModels(1);
        JsonNode first = await _app.SweepAsync();
        JsonNode second = await _app.SweepAsync();
        AddModels(2);
        long before = _app.Azure.Calls.LastSequence;
        JsonNode third = await _app.SweepAsync();

        Assert.Equal((1, 1), ((int)first["failed"]!, (int)second["failed"]!));
        Assert.Equal((0, 1, 1), ((int)third["failed"]!, (int)third["deferred"]!, (int)third["mirrored"]!));
        Assert.DoesNotContain(
            _app.Azure.Calls.Read(new CallQuery { Since = before, Operation = "models/versions:get" }), call => call.Path.Contains("bad", StringComparison.Ordinal));
        JsonNode asset = (await _app.AssetAsync("model", "bad", "1"))!;
        Assert.Equal("Failed", (string?)asset["state"]);
        Assert.InRange((DateTimeOffset)asset["nextAttemptAt"]! - (DateTimeOffset)asset["updatedAt"]!, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(65));

        Assert.Equal(1, (int?)(await _app.SweepAsync(new JsonObject { ["retryFailed"] = true }))["failed"]);
        Assert.Equal(1, (int?)(await _app.SweepAsync())["deferred"]);
        _app.AddModel("bad", change: properties => properties["description"] = "mended");

        Assert.Equal(1, (int?)(await _app.SweepAsync())["mirrored"]);
        Assert.Null((await _app.AssetAsync("model", "bad", "1"))!["nextAttemptAt"]);
    }

    [Fact]
    public async Task RunAsync_OneKindDeniedInTheSecondary_IsAFindingAndTheOthersGoOn()
    {
        AddModels(3);
        _app.Azure.Resources.Put(
            $"{_app.Azure.World.Primary.ResourceId}/environments/e/versions/1", JsonNode.Parse("""{"properties":{"image":"mcr.microsoft.com/x:1"}}""")!.AsObject());
        string me = _app.Azure.Tokens.PrincipalOf().ToString();
        const string models = "Everything but environments";
        _app.Azure.Access.Define(
            models,
            [
                "Microsoft.MachineLearningServices/workspaces/read",
                .. KindCatalog.CreateDefault().All.Where(kind => kind.Name != KindNames.Environment)
                    .Select(kind => $"Microsoft.MachineLearningServices/workspaces/{kind.Collection}/*"),
            ]);
        _app.Azure.Access.Define("All of it", ["*"], ["*"]);
        _app.Azure.Access.Grant(me, models, _app.Azure.World.Secondary.ResourceId);
        _app.Azure.Access.Grant(me, "All of it", _app.Azure.World.Primary.ResourceId);
        foreach (string account in new[] { _app.Azure.World.PrimaryAccount, _app.Azure.World.SecondaryAccount, _app.Azure.World.ControlAccount }.Select(one => one.ResourceId))
        {
            _app.Azure.Access.Grant(me, "All of it", account);
        }

        _app.Azure.Access.Enforced = true;

        JsonNode sweep = await _app.SweepAsync();

        JsonNode finding = Assert.Single(sweep["findings"]!.AsArray())!;
        Assert.Equal(("AccessDenied", "environment"), ((string?)finding["code"], (string?)finding["kind"]));
        Assert.Equal((3, 0), ((int)sweep["mirrored"]!, (int)sweep["failed"]!));
        JsonNode pair = (await _app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!;
        Assert.Equal("AccessDenied", (string?)Assert.Single(pair["findings"]!.AsArray())!["code"]);
    }

    [Fact]
    public async Task GetOperation_Sweep_TellsPerKindAndHowFast()
    {
        AddModels(20);
        HttpResponseMessage answer = await _app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);
        JsonNode operation = await _app.WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(60));

        JsonNode kind = operation["sweep"]!["kinds"]!.AsArray().Single(one => (string?)one!["kind"] == KindNames.Model)!;
        Assert.Equal((20, 20, 20, 0, true), ((int)kind["seen"]!, (int)kind["differing"]!, (int)kind["mirrored"]!, (int)kind["failed"]!, (bool)kind["isCompared"]!));
        JsonNode progress = operation["progress"]!;
        Assert.Equal((20 + RunningApp.SystemDatastores, 0, false, 0.0), ((int)progress["done"]!, (int)progress["left"]!, (bool)progress["isComparing"]!, (double)progress["secondsLeft"]!));
        Assert.True((double)progress["perSecond"]! > 0);
        Assert.True((double)progress["elapsedSeconds"]! > 0);
    }

    [Fact]
    public async Task StartSweep_OptionsWhileOneRuns_Is409()
    {
        AddModels(60);
        await _app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);

        HttpResponseMessage answer = await _app.Api.PostAsJsonAsync($"pairs/{RunningApp.Pair}/sweeps", new { retryFailed = true });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("urn:amldr:problem:sweep-under-way", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["type"]);
        await _app.WhenIdleAsync();
    }

    [Fact]
    public async Task RunAsync_WhenItHasEnded_LeavesNoWorkListsAndThreeManifests()
    {
        AddModels(5);
        for (int i = 0; i < 5; i++)
        {
            await _app.SweepAsync();
        }

        string[] blobs = [.. _app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, "amldr").Select(blob => blob.Name)];
        Assert.Equal([$"pairs/{RunningApp.Pair}/sweeps/latest.json"], blobs.Where(name => name.Contains("/sweeps/", StringComparison.Ordinal)));
        Assert.Equal(3, blobs.Count(name => name.Contains("/manifests/", StringComparison.Ordinal) && name.Contains("/model/", StringComparison.Ordinal)));
    }

    private void AddModels(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _app.AddModel($"m{i}");
        }
    }

    private IEnumerable<string> Writes() =>
        _app.Azure.Calls.Read(new CallQuery { Operation = "models/versions:put" }).Where(call => call.TookEffect).Select(call => call.Path);

    private static async Task WhenAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            await pace.WaitForNextTickAsync(deadline.Token);
        }
    }
}
