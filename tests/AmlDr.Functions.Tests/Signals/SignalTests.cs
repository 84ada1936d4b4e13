using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Functions.Tests.Audits;
using AmlDr.Sandbox.Blobs.Contents;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests.Signals;

/// <summary>The signals of a pair over HTTP and as metrics, and the draining of dead letters.</summary>
public sealed class SignalTests : IAsyncLifetime
{
    private const string Container = "dead-letters";

    private readonly SignalApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task BeforeAnything_EverySignalIsWithoutDataAndThePairUnhealthy()
    {
        JsonNode pair = await PairAsync();
        JsonNode health = (await _app.Api.GetFromJsonAsync<JsonNode>("health"))!;

        Assert.Equal("unhealthy", (string?)pair["status"]);
        Assert.All(pair["signals"]!.AsArray(), signal => Assert.Equal("NoData", (string?)signal!["state"]));
        Assert.Null(pair["lastAudit"]);
        JsonNode own = Assert.Single(health["pairs"]!.AsArray())!;
        Assert.Equal(("unhealthy", 8), ((string?)own["status"], own["signals"]!.AsArray().Count));
        Assert.Equal("healthy", (string?)health["status"]);
    }

    [Fact]
    public async Task AfterSweepAuditAndDrift_SignalsAndMetricsTellIt()
    {
        _app.AddModel("a");
        _app.AddModel("gone", withFile: false);
        await _app.SweepAsync();
        _app.Azure.Resources.Remove($"{_app.Azure.World.Secondary.ResourceId}/models/a");
        await new AuditApi(_app).AuditAsync("metadata");

        JsonNode pair = await PairAsync();

        Assert.Equal(("Ok", 0), (State(pair, "sweep-age"), (int)Value(pair, "dead-letters")));
        Assert.Equal(("Alert", 1), (State(pair, "assets-failing"), Value(pair, "assets-failing")));

        // Of the models one, and the share of notebooks, which is mirrored too.
        Assert.Equal(("Alert", 0.667), (State(pair, "coverage"), Value(pair, "coverage")));
        Assert.Equal(("Alert", 2), (State(pair, "drift"), Value(pair, "drift")));
        Assert.Equal("Ok", State(pair, "audit-age"));
        Assert.Equal("NoData", State(pair, "readiness"));
        Assert.Equal("Drift", (string?)pair["lastAudit"]!["verdict"]);
        Dictionary<string, double> metrics = Measure();
        Assert.Equal((2, 1, 2.0 / 3), (metrics["amldr.drift"], metrics["amldr.assets.failing"], metrics["amldr.coverage"]));
        Assert.True(metrics["amldr.rpo.seconds"] >= 0 && metrics.ContainsKey("amldr.sweep.last_success.age") && metrics.ContainsKey("amldr.audit.last_success.age"));
        Assert.DoesNotContain("amldr.readiness.failures", metrics.Keys);
    }

    [Fact]
    public async Task Sweep_DeadLetters_AreTakenUpAndDeletedAndBadOnesParked()
    {
        _app.AddModel("late");
        Letter("MODELS/2026/5/1/3/a.json", new JsonArray(_app.ModelRegistered("late", "1"), _app.ModelRegistered("../up", "1")).ToJsonString());
        Letter("MODELS/2026/5/1/3/b.json", _app.ModelRegistered("late", "1").ToJsonString());
        Letter("MODELS/2026/5/1/4/c.json", "{not json");

        await _app.SweepAsync();
        await _app.WhenIdleAsync();

        Assert.Empty(_app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, Container));
        Assert.NotNull(_app.Secondary("models/late/versions/1"));
        Assert.Equal(("Alert", 4), (State(await PairAsync(), "dead-letters"), Value(await PairAsync(), "dead-letters")));
        string parked = Assert.Single(Control("dead-letters/parked/"));
        JsonNode letter = JsonNode.Parse(Read(parked))!;
        Assert.Equal(("MODELS/2026/5/1/4/c.json", "{not json"), ((string?)letter["blob"], (string?)letter["content"]));
        Assert.Contains("not JSON", (string?)letter["reason"], StringComparison.Ordinal);
        Assert.Single(Control("rejected-events/"));

        await _app.SweepAsync();
        Assert.Equal("Ok", State(await PairAsync(), "dead-letters"));
    }

    private void Letter(string name, string text)
    {
        _app.Azure.Blobs.CreateContainer(_app.Azure.World.ControlAccount.Name, Container);
        _app.Azure.Blobs.Put(_app.Azure.World.ControlAccount.Name, Container, name, BlobContent.FromBytes(Encoding.UTF8.GetBytes(text)));
    }

    private string[] Control(string prefix) => [.. _app.Azure.Blobs.List(_app.Azure.World.ControlAccount.Name, "amldr", prefix).Select(blob => blob.Name)];

    private string Read(string name)
    {
        BlobContent content = _app.Azure.Blobs.Read(_app.Azure.World.ControlAccount.Name, "amldr", name)!;
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private async Task<JsonNode> PairAsync() => (await _app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!;

    private static JsonNode Signal(JsonNode pair, string key) => pair["signals"]!.AsArray().Single(signal => (string?)signal!["key"] == key)!;

    private static string? State(JsonNode pair, string key) => (string?)Signal(pair, key)["state"];

    private static double Value(JsonNode pair, string key) => (double)Signal(pair, key)["value"]!;

    private Dictionary<string, double> Measure()
    {
        var measured = new Dictionary<string, double>();
        IMeterFactory factory = _app.Server.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private sealed class SignalApp : RunningApp
    {
        protected override Task PrepareAsync(IDictionary<string, string?> settings)
        {
            settings["AmlDr:DeadLetters:ContainerUri"] = Azure.BlobEndpoint(Azure.World.ControlAccount.Name) + Container;
            return base.PrepareAsync(settings);
        }
    }
}
