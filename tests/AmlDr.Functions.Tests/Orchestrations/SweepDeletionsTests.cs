using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Orchestrations;

/// <summary>What the primary has deleted, by policy, over HTTP.</summary>
public class SweepDeletionsTests
{
    private const string Lenient = """{"deletions":{"action":"ACTION","guardPercent":100}}""";

    [Theory]
    [InlineData("keep", "Kept", false, true)]
    [InlineData("archive", "Archived", true, true)]
    [InlineData("delete", "Deleted", null, false)]
    public async Task Deleted_ByPolicy_IsRecordedAndApplied(string action, string code, bool? archived, bool stands)
    {
        await using Started started = await StartAsync(Lenient.Replace("ACTION", action, StringComparison.Ordinal));
        RunningApp app = started.App;
        AddModels(app, 3);
        await app.SweepAsync();
        Remove(app, "m1");
        long before = app.Azure.Calls.LastSequence;

        JsonNode sweep = await app.SweepAsync();

        Assert.Equal(1, (int?)sweep["sourceDeleted"]);
        JsonNode asset = (await app.AssetAsync("model", "m1", "1"))!;
        Assert.Equal(("SourceDeleted", code), ((string?)asset["state"], (string?)asset["reason"]!["code"]));
        Assert.StartsWith("Noticed at 20", (string?)asset["reason"]!["message"], StringComparison.Ordinal);
        JsonObject? copy = app.Secondary("models/m1/versions/1");
        Assert.Equal(stands, copy is not null);
        Assert.Equal(archived ?? false, (bool?)copy?["properties"]!["isArchived"] ?? false);
        Assert.NotNull(app.Secondary("models/m0/versions/1"));

        // One look in the primary; a look and a write in the secondary where something is done there.
        IReadOnlyList<CallRecord> calls = app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm });
        Assert.Equal(action == "keep" ? 1 : 2, calls.Count(call => call.Operation == "models/versions:get"));
        Assert.Equal(action == "keep" ? 0 : 1, calls.Count(call => call.TookEffect));
        JsonNode pair = (await app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!;
        JsonNode coverage = pair["coverage"]!.AsArray().Single(kind => (string?)kind!["kind"] == "model")!;
        Assert.Equal((2, 2, 1), ((int)coverage["known"]!, (int)coverage["mirrored"]!, (int)coverage["states"]!["SourceDeleted"]!));
        Assert.Equal(0, (double)pair["liveRpoSeconds"]!);
        Assert.Empty(pair["findings"]!.AsArray());
    }

    [Theory]
    [InlineData("keep")]
    [InlineData("archive")]
    [InlineData("delete")]
    public async Task Deleted_ComesBack_IsMirroredAgain(string action)
    {
        await using Started started = await StartAsync(Lenient.Replace("ACTION", action, StringComparison.Ordinal));
        RunningApp app = started.App;
        AddModels(app, 2);
        await app.SweepAsync();
        Remove(app, "m1");
        await app.SweepAsync();
        AddModels(app, 2);

        JsonNode sweep = await app.SweepAsync();

        Assert.Equal(1, (int?)sweep["mirrored"]);
        Assert.Equal("Mirrored", (string?)(await app.AssetAsync("model", "m1", "1"))!["state"]);
        Assert.NotEqual(true, (bool?)app.Secondary("models/m1/versions/1")!["properties"]!["isArchived"]);
        Assert.Equal(0, (int?)(await app.SweepAsync())["differing"]);
    }

    [Fact]
    public async Task Deleted_KnownAlready_IsNotLookedAtAgain()
    {
        await using Started started = await StartAsync(Lenient.Replace("ACTION", "delete", StringComparison.Ordinal));
        RunningApp app = started.App;
        AddModels(app, 2);
        await app.SweepAsync();
        Remove(app, "m1");
        await app.SweepAsync();
        long before = app.Azure.Calls.LastSequence;

        JsonNode sweep = await app.SweepAsync();

        Assert.Equal(0, (int?)sweep["sourceDeleted"]);
        Assert.All(
            app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }),
            call => Assert.EndsWith(":list", call.Operation, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(40, 5, "percent")]
    [InlineData(250, 21, "guardCount")]
    [InlineData(3, 3, "lists no asset")]
    public async Task Deleted_TooManyAtOnce_NothingIsDoneUntilConfirmed(int models, int removed, string doubt)
    {
        await using Started started = await StartAsync("""{"deletions":{"action":"delete"}}""");
        RunningApp app = started.App;
        AddModels(app, models);
        await app.SweepAsync();
        for (int i = 0; i < removed; i++)
        {
            Remove(app, $"m{i}");
        }

        JsonNode guarded = await app.SweepAsync();

        Assert.Equal(0, (int?)guarded["sourceDeleted"]);
        Assert.Contains(doubt, (string?)guarded["findings"]!.AsArray().Single()!["message"], StringComparison.Ordinal);
        Assert.NotNull(app.Secondary("models/m0/versions/1"));
        Assert.Equal("Mirrored", (string?)(await app.AssetAsync("model", "m0", "1"))!["state"]);
        Assert.Equal("MassDeletion", (string?)(await FindingsAsync(app)).Single()!["code"]);
        Assert.Equal(0, (int?)(await app.SweepAsync())["sourceDeleted"]);

        JsonNode confirmed = await app.SweepAsync(new JsonObject { ["confirmDeletions"] = RunningApp.Pair });

        Assert.Equal(removed, (int?)confirmed["sourceDeleted"]);
        Assert.Null(app.Secondary("models/m0/versions/1"));
        Assert.Empty(confirmed["findings"]!.AsArray());
        Assert.Empty(await FindingsAsync(app));
    }

    [Fact]
    public async Task Confirmed_MoreGoneThanWasConfirmed_IsDoubtedAnew()
    {
        await using Started started = await StartAsync("""{"deletions":{"action":"delete"}}""");
        RunningApp app = started.App;
        AddModels(app, 10);
        await app.SweepAsync();
        Remove(app, "m0");
        Remove(app, "m1");
        await app.SweepAsync();
        Remove(app, "m2");

        JsonNode sweep = await app.SweepAsync(new JsonObject { ["confirmDeletions"] = RunningApp.Pair });

        Assert.Equal(0, (int?)sweep["sourceDeleted"]);
        Assert.NotNull(app.Secondary("models/m0/versions/1"));
        Assert.Contains("3 of 10", (string?)(await FindingsAsync(app)).Single()!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doubted_AndBackAgain_TheFindingGoes()
    {
        await using Started started = await StartAsync("{}");
        RunningApp app = started.App;
        AddModels(app, 3);
        await app.SweepAsync();
        Remove(app, "m0");
        await app.SweepAsync();
        Assert.Single(await FindingsAsync(app));
        AddModels(app, 3);

        await app.SweepAsync();

        Assert.Empty(await FindingsAsync(app));
    }

    [Fact]
    public async Task DeletedEndpoint_LongRunning_GoesAfterItsDeployments()
    {
        await using Started started = await StartAsync(Lenient.Replace("ACTION", "delete", StringComparison.Ordinal));
        RunningApp app = started.App;
        foreach ((string workspace, string region) in new[]
        {
            (app.Azure.World.Primary.ResourceId, app.Azure.World.Primary.Region), (app.Azure.World.Secondary.ResourceId, app.Azure.World.Secondary.Region),
        })
        {
            app.Azure.Resources.Put($"{workspace}/onlineEndpoints/churn", JsonNode.Parse(
                $$$"""{"location":"{{{region}}}","properties":{"authMode":"AADToken","traffic":{},"provisioningState":"Succeeded"}}""")!.AsObject());
            app.Azure.Resources.Put($"{workspace}/onlineEndpoints/churn/deployments/blue", JsonNode.Parse(
                $$$"""{"location":"{{{region}}}","sku":{"name":"Default","capacity":1},"properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2","provisioningState":"Succeeded"}}""")!.AsObject());
        }

        Assert.Equal(2, (int?)(await app.SweepAsync())["mirrored"]);
        app.Azure.Resources.Remove($"{app.Azure.World.Primary.ResourceId}/onlineEndpoints/churn");
        await app.SweepAsync();
        long before = app.Azure.Calls.LastSequence;

        JsonNode sweep = await app.SweepAsync(new JsonObject { ["confirmDeletions"] = RunningApp.Pair }, 120);

        Assert.Equal(2, (int?)sweep["sourceDeleted"]);
        Assert.Null(app.Secondary("onlineEndpoints/churn"));
        Assert.Equal(
            ["onlineEndpoints/deployments:delete", "onlineEndpoints:delete"],
            app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }).Where(call => call.TookEffect).Select(call => call.Operation));
        Assert.Equal("Deleted", (string?)(await app.AssetAsync("onlineEndpoint", "churn", ""))!["reason"]!["code"]);
    }

    [Theory]
    [InlineData("""{"confirmDeletions":"other"}""", HttpStatusCode.BadRequest, "bad-parameter")]
    [InlineData("""{"confirmDeletions":"test-pair"}""", HttpStatusCode.Conflict, "nothing-to-confirm")]
    [InlineData("""{"retryFaild":true}""", HttpStatusCode.BadRequest, "bad-body")]
    [InlineData("""{"retryFailed":"yes"}""", HttpStatusCode.BadRequest, "bad-body")]
    [InlineData("[]", HttpStatusCode.BadRequest, "bad-body")]
    [InlineData("null", HttpStatusCode.BadRequest, "bad-body")]
    [InlineData("{", HttpStatusCode.BadRequest, "bad-body")]
    public async Task StartSweep_BadBody_IsRefusedAndStartsNothing(string body, HttpStatusCode status, string problem)
    {
        await using Started started = await StartAsync("{}");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        HttpResponseMessage answer = await started.App.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", content);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal($"urn:amldr:problem:{problem}", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["type"]);
        Assert.Equal(HttpStatusCode.NotFound, (await started.App.Api.GetAsync($"operations/sweep-{RunningApp.Pair}")).StatusCode);
    }

    private static void AddModels(RunningApp app, int count)
    {
        for (int i = 0; i < count; i++)
        {
            app.AddModel($"m{i}");
        }
    }

    private static void Remove(RunningApp app, string model) => app.Azure.Resources.Remove($"{app.Azure.World.Primary.ResourceId}/models/{model}");

    private static async Task<JsonArray> FindingsAsync(RunningApp app) =>
        (await app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!["findings"]!.AsArray();

    private static async Task<Started> StartAsync(string policy)
    {
        var app = new RunningApp { Speed = 20, Policy = JsonNode.Parse(policy)!.AsObject() };
        await app.InitializeAsync();
        return new Started(app);
    }

    private sealed record Started(RunningApp App) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
