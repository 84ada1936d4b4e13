using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Orchestrations;

public class SweepPairTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task RunAsync_NoEvents_MirrorsEverythingAndSaysSo()
    {
        const int models = 250;
        for (int i = 0; i < models; i++)
        {
            _app.AddModel($"m{i % 60}", $"{(i / 60) + 1}", properties => properties["isArchived"] = i % 7 == 0);
        }

        _app.AddModel("gone", withFile: false);
        _app.AddModel("anonymous", change: properties => properties["isAnonymous"] = true);

        JsonNode sweep = await _app.SweepAsync();

        Assert.Equal(models + 2 + RunningApp.SystemDatastores, (int?)sweep["seen"]);
        Assert.Equal((models, 1, 1 + RunningApp.SystemDatastores), ((int)sweep["mirrored"]!, (int)sweep["failed"]!, (int)sweep["skipped"]!));
        for (int i = 0; i < models; i++)
        {
            JsonObject? model = _app.Secondary($"models/m{i % 60}/versions/{(i / 60) + 1}");
            Assert.Equal(i % 7 == 0, (bool?)model?["properties"]!["isArchived"]);
        }

        JsonNode pair = (await _app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!;
        JsonNode coverage = pair["coverage"]!.AsArray().Single(kind => (string?)kind!["kind"] == "model")!;
        Assert.Equal((models + 1, models), ((int)coverage["known"]!, (int)coverage["mirrored"]!));
        Assert.True((double)pair["liveRpoSeconds"]! > 0);
    }

    [Fact]
    public async Task RunAsync_SecondTime_ListsAndWritesNothing()
    {
        for (int i = 0; i < 20; i++)
        {
            _app.AddModel($"m{i}");
        }

        await _app.SweepAsync();
        long before = _app.Azure.Calls.LastSequence;

        JsonNode sweep = await _app.SweepAsync();

        Assert.Equal((20 + RunningApp.SystemDatastores, 0), ((int)sweep["seen"]!, (int)sweep["differing"]!));
        IReadOnlyList<CallRecord> calls = _app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm });
        Assert.DoesNotContain(calls, call => call.TookEffect);
        Assert.DoesNotContain(calls, call => call.Operation is "models/versions:get");
        Assert.All(calls, call => Assert.EndsWith(":list", call.Operation, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_NewVersions_CostTwoReadsAndOneWriteEachBesideTheListPages()
    {
        const int models = 5, versions = 8;
        await _app.SweepAsync();
        for (int i = 0; i < models * versions; i++)
        {
            _app.AddModel($"m{i % models}", $"{(i / models) + 1}");
        }

        Dictionary<string, int> changed = await CallsOfASweepAsync(), settled = await CallsOfASweepAsync();

        Assert.Equal(models * versions, changed["models/versions:put"]);
        Assert.Equal(2 * models * versions, changed["models/versions:get"]);
        Assert.All(settled.Keys, operation => Assert.EndsWith(":list", operation, StringComparison.Ordinal));
        Assert.Equal((models, 2 * models), (changed["models/versions:list"], settled["models/versions:list"]));
        Assert.InRange(changed.Values.Sum() - (3 * models * versions), 1, settled.Values.Sum());
    }

    private async Task<Dictionary<string, int>> CallsOfASweepAsync()
    {
        long before = _app.Azure.Calls.LastSequence;
        await _app.SweepAsync();
        return _app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }).CountBy(call => call.Operation).ToDictionary();
    }

    [Fact]
    public async Task RunAsync_ChangedTagArchivedAndDamagedSecondary_AreRepaired()
    {
        _app.AddModel("tagged");
        _app.AddModel("damaged");
        await _app.SweepAsync();
        _app.AddModel("tagged", change: properties => properties["tags"] = new JsonObject { ["stage"] = "prod" });
        JsonObject damaged = _app.Secondary("models/damaged/versions/1")!;
        damaged["properties"]!["description"] = "somebody was here";
        _app.Azure.Resources.Put($"{_app.Azure.World.Secondary.ResourceId}/models/damaged/versions/1", damaged);

        JsonNode sweep = await _app.SweepAsync();

        Assert.Equal((2, 2), ((int)sweep["differing"]!, (int)sweep["mirrored"]!));
        Assert.Equal("prod", (string?)_app.Secondary("models/tagged/versions/1")!["properties"]!["tags"]!["stage"]);
        Assert.Null((string?)_app.Secondary("models/damaged/versions/1")!["properties"]!["description"]);
    }

    [Fact]
    public async Task RunAsync_SecondaryHoldsAnotherModelOfTheName_IsRefusedAndLeftAlone()
    {
        _app.AddModel("taken");
        _app.Azure.Resources.Put(
            $"{_app.Azure.World.Secondary.ResourceId}/models/taken/versions/1",
            new JsonObject { ["properties"] = new JsonObject { ["modelUri"] = "azureml://datastores/workspaceblobstore/paths/other" } });

        JsonNode sweep = await _app.SweepAsync();

        Assert.Equal(1, (int?)sweep["refused"]);
        JsonNode asset = (await _app.AssetAsync("model", "taken", "1"))!;
        Assert.Equal("Conflict", (string?)asset["reason"]!["code"]);
        Assert.EndsWith("/other", (string?)_app.Secondary("models/taken/versions/1")!["properties"]!["modelUri"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FailedAssetIsMended_TheNextSweepMirrorsIt()
    {
        _app.AddModel("late", withFile: false);
        await _app.SweepAsync();
        _app.Azure.Blobs.Put(
            _app.Azure.World.PrimaryAccount.Name, _app.Azure.World.Primary.BlobContainer, "models/late/1/model.pkl", BlobContent.FromBytes(new byte[10]));

        JsonNode sweep = await _app.SweepAsync();

        Assert.Equal(1, (int?)sweep["mirrored"]);
        JsonNode asset = (await _app.AssetAsync("model", "late", "1"))!;
        Assert.Equal("Mirrored", (string?)asset["state"]);
        Assert.Null(asset["reason"]);
    }

    [Fact]
    public async Task StartSweep_WhileOneRuns_PointsToIt()
    {
        for (int i = 0; i < 30; i++)
        {
            _app.AddModel($"m{i}");
        }

        HttpResponseMessage first = await _app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);
        HttpResponseMessage second = await _app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.True((bool?)(await first.Content.ReadFromJsonAsync<JsonNode>())!["started"]);
        Assert.False((bool?)(await second.Content.ReadFromJsonAsync<JsonNode>())!["started"]);
        await _app.WhenIdleAsync();
    }
}
