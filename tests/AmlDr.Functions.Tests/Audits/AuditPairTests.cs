using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Audits;

/// <summary>What an audit finds of drift that was planted, and what it repairs.</summary>
public sealed class AuditPairTests : IAsyncLifetime
{
    private readonly RunningApp _app = new() { Policy = new JsonObject { ["deletions"] = new JsonObject { ["action"] = "delete", ["guardPercent"] = 50 } } };

    private AuditApi Audits => new(_app);

    private string Secondary => _app.Azure.World.Secondary.ResourceId;

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Audit_EqualSides_AllMatchAndCallsAreListPages()
    {
        await MirrorAsync(30);
        await Audits.AuditAsync();
        long before = _app.Azure.Calls.LastSequence;

        JsonNode report = await Audits.AuditAsync();

        Assert.Equal("Equal", (string?)report["verdict"]);
        Assert.Equal((30, 1.0), (AuditApi.Count(report, "Match"), (double)report["coverage"]!));
        Assert.Empty(AuditApi.Lines(report));
        JsonNode models = report["kinds"]!.AsArray().Single(kind => (string?)kind!["kind"] == "model")!;
        Assert.Equal((30, 30), ((int)models["contents"]!, (int)models["files"]!));
        IReadOnlyList<CallRecord> calls = _app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm });
        Assert.All(calls.Where(call => call.Operation != "workspaces:get"), call => Assert.EndsWith(":list", call.Operation, StringComparison.Ordinal));

        // One list of containers and one of each container's versions, on each side; nothing is listed twice.
        Assert.Equal(2 * (1 + 10), calls.Count(call => call.Operation is "models:list" or "models/versions:list"));
        Assert.All(
            _app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Blob }).Where(call => !call.Path.Contains("/amldr", StringComparison.Ordinal)),
            call => Assert.Equal("blobs:list", call.Operation));
    }

    [Fact]
    public async Task Audit_EveryKindOfDrift_IsFoundNamedAndMended()
    {
        await MirrorAsync(30);
        string[] planted = PlantDrift();

        JsonNode found = await Audits.AuditAsync();

        Assert.Equal(planted, AuditApi.Lines(found));
        Assert.Equal("Drift", (string?)found["verdict"]);
        Assert.Equal((1, 1), (AuditApi.Count(found, "Missing"), AuditApi.Count(found, "Extra")));

        JsonNode repaired = await Audits.AuditAsync(repair: true);
        Assert.Equal(planted, AuditApi.Lines(repaired));
        Assert.True((string?)repaired["verdict"] == "Mended", repaired["repair"]!.ToJsonString());
        Assert.Equal(
            (int)repaired["counts"]!["Missing"]! + (int)repaired["counts"]!["Differs"]! + (int)repaired["counts"]!["Extra"]!, (int)repaired["repair"]!["mended"]!);

        JsonNode after = await Audits.AuditAsync();
        Assert.Empty(AuditApi.Lines(after));
        Assert.Equal("Equal", (string?)after["verdict"]);
    }

    [Fact]
    public async Task Audit_MadeByHandInTheSecondary_IsExtraAndLeftAlone()
    {
        await MirrorAsync(3);
        _app.Azure.Resources.Put($"{Secondary}/models/by-hand/versions/1", Model("other/path"));

        JsonNode repaired = await Audits.AuditAsync("metadata", repair: true);

        Assert.Equal(["Extra model by-hand:1 Extra"], AuditApi.Lines(repaired));
        Assert.Equal((0, 1), ((int)repaired["repair"]!["mended"]!, (int)repaired["repair"]!["left"]!));
        Assert.NotNull(_app.Secondary("models/by-hand/versions/1"));
    }

    [Fact]
    public async Task Audit_MuchIsGoneFromThePrimary_TheGuardKeepsIt()
    {
        await MirrorAsync(12);
        for (int i = 0; i < 8; i++)
        {
            _app.Azure.Resources.Remove($"{_app.Azure.World.Primary.ResourceId}/models/m{i}");
        }

        JsonNode repaired = await Audits.AuditAsync("metadata", repair: true);

        Assert.Contains("percent", (string?)repaired["repair"]!["guard"], StringComparison.Ordinal);
        Assert.Equal(0, (int)repaired["repair"]!["removed"]!);
        Assert.NotNull(_app.Secondary("models/m0/versions/1"));
    }

    [Fact]
    public async Task Audit_BytesDifferAlthoughListingsAgree_OnlyTheHashLevelFindsAndMendsIt()
    {
        await MirrorAsync(3);
        string name = FileOf("m1", "1");
        _app.Azure.Blobs.Damage(
            _app.Azure.World.SecondaryAccount.Name, _app.Azure.World.Secondary.BlobContainer, name, BlobContent.FromBytes("model mX 1"u8.ToArray()));

        Assert.Empty(AuditApi.Lines(await Audits.AuditAsync()));
        JsonNode repaired = await Audits.AuditAsync("hash", repair: true, sample: 1);

        Assert.Equal(["Differs model m1:1 FileContent model.pkl"], AuditApi.Lines(repaired));
        Assert.Equal("Mended", (string?)repaired["verdict"]);
        Assert.Equal("Equal", (string?)(await Audits.AuditAsync("hash", sample: 1))["verdict"]);
    }

    [Theory]
    [InlineData(OutageMode.Reset)]
    [InlineData(OutageMode.Unavailable)]
    public async Task Audit_PrimaryRegionDown_IsHeldAgainstTheCatalog(OutageMode mode)
    {
        await MirrorAsync(6);
        _app.Azure.Resources.Remove($"{Secondary}/models/m1");
        _app.Azure.Blobs.Put(_app.Azure.World.SecondaryAccount.Name, _app.Azure.World.Secondary.BlobContainer, FileOf("m2", "1"), BlobContent.FromBytes("model m2 9"u8.ToArray()));
        _app.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, mode);

        JsonNode report = await Audits.AuditAsync(patienceSeconds: 180);

        Assert.Equal(["Differs model m2:1 Files", "Missing model m1:1 Missing"], AuditApi.Lines(report));
        Assert.Equal(4, AuditApi.Count(report, "Match"));
        JsonNode unread = Assert.Single(report["unread"]!.AsArray())!;
        Assert.Equal("PrimaryUnreachable", (string?)unread["code"]);
        Assert.All(report["kinds"]!.AsArray(), kind => Assert.True((bool)kind!["isFromCatalog"]!));
    }

    [Fact]
    public async Task Audit_KilledOnTheWay_EndsWithTheSameReport()
    {
        await MirrorAsync(30);
        string[] planted = PlantDrift();
        HttpResponseMessage answer = await _app.Api.PostAsync(AuditApi.Route, null);

        await _app.CrashAndRestartAsync();
        await _app.CrashAndRestartAsync();
        await _app.WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(60));

        Assert.Equal(planted, AuditApi.Lines(await Audits.LatestAsync()));
        Assert.Empty(_app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, "amldr", $"pairs/{RunningApp.Pair}/audit-work/"));
    }

    private async Task MirrorAsync(int models)
    {
        for (int i = 0; i < models; i++)
        {
            _app.AddModel($"m{i % 10}", $"{(i / 10) + 1}");
        }

        await _app.SweepAsync();
        await _app.WhenIdleAsync();
    }

    /// <summary>Plants drift of every class, and gives the lines by which it is to be told.</summary>
    private string[] PlantDrift()
    {
        _app.Azure.Resources.Remove($"{Secondary}/models/m0/versions/1");
        Change("m1", "1", properties => properties["tags"] = new JsonObject { ["stage"] = "prod" });
        Change("m2", "1", properties => properties["isArchived"] = true);
        Put("m3", "1", "model m3 9");
        Put("m4", "1", "mod");
        _app.Azure.Blobs.Delete(_app.Azure.World.SecondaryAccount.Name, _app.Azure.World.Secondary.BlobContainer, FileOf("m5", "1"));
        _app.Azure.Resources.Remove($"{_app.Azure.World.Primary.ResourceId}/models/m6/versions/1");
        return
        [
            "Differs model m1:1 Field properties.tags", "Differs model m2:1 Field properties.isArchived", "Differs model m3:1 FileContent model.pkl",
            "Differs model m4:1 FileLength model.pkl", "Differs model m5:1 FileMissing model.pkl", "Extra model m6:1 Extra", "Missing model m0:1 Missing",
        ];
    }

    private void Change(string name, string version, Action<JsonObject> change)
    {
        JsonObject document = _app.Secondary($"models/{name}/versions/{version}")!;
        change(document["properties"]!.AsObject());
        _app.Azure.Resources.Put($"{Secondary}/models/{name}/versions/{version}", document);
    }

    private void Put(string name, string version, string text) => _app.Azure.Blobs.Put(
        _app.Azure.World.SecondaryAccount.Name, _app.Azure.World.Secondary.BlobContainer, FileOf(name, version),
        BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string FileOf(string name, string version) => $"models/{name}/{version}/model.pkl";

    private static JsonObject Model(string path) =>
        new() { ["properties"] = new JsonObject { ["modelUri"] = $"azureml://datastores/workspaceblobstore/paths/{path}" } };
}
