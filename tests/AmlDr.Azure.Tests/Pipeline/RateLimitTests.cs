using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Pipeline;

/// <summary>What Resource Manager says of its limits is honoured. The app's clock stands still, so whatever waits for it is seen to wait.</summary>
public class RateLimitTests
{
    private const string One = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/one";
    private const string Other = "/subscriptions/t/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/two";

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Read_NothingRemains_WaitsForTheBucketToFill()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            404, "application/json", "{}", ("x-ms-ratelimit-remaining-subscription-reads", "0"));
        await using ServiceProvider services = Services(server, ("Arm:ReadsPerSecond", "10"));
        await ReadAsync(services, One);

        Task second = ReadAsync(services, One);
        await Eventually.HoldsAsync(() => _clock.NextTimer is not null, "the second call waits");

        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMilliseconds(100), _clock.NextTimer);
        Assert.Single(server.Requests);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await second;
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Read_NothingRemains_HoldsBackNeitherWritesNorOtherSubscriptions()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) => ScriptedServer.AnswerAsync(
            response, request.Method == "GET" ? 404 : 200, "application/json", "{}", ("x-ms-ratelimit-remaining-subscription-reads", "0")));
        await using ServiceProvider services = Services(server);
        await ReadAsync(services, One);

        await WriteAsync(services, One);
        await ReadAsync(services, Other);

        Assert.Null(_clock.NextTimer);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Write_NothingRemains_WaitsByTheWritesHeader()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            200, "application/json", "{}", ("x-ms-ratelimit-remaining-subscription-writes", "0"));
        await using ServiceProvider services = Services(server, ("Arm:WritesPerSecond", "1"));
        await WriteAsync(services, One);

        Task second = WriteAsync(services, One);
        await Eventually.HoldsAsync(() => _clock.NextTimer is not null, "the second call waits");

        Assert.Single(server.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await second;
    }

    [Fact]
    public async Task Write_OwnBurstUsedUp_WaitsWithoutAskingTheServer()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/json", "{}");
        await using ServiceProvider services = Services(server, ("Arm:WriteBurst", "2"), ("Arm:WritesPerSecond", "1"));
        await WriteAsync(services, One);
        await WriteAsync(services, One);

        Task third = WriteAsync(services, One);
        await Eventually.HoldsAsync(() => _clock.NextTimer is not null, "the third call waits");

        Assert.Equal(2, server.Requests.Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await third;
    }

    [Fact]
    public async Task Write_Throttled_IsRepeatedNotBeforeTheTimeNamed()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) => ScriptedServer.AnswerAsync(
            response, request.Number == 0 ? 429 : 200, "application/json", "{}", ("Retry-After", "1")));
        await using ServiceProvider services = Services(server);

        Task write = WriteAsync(services, One);

        // The repetition first waits a second of real time, then for the clock that the limits go by.
        await Eventually.HoldsAsync(() => _clock.NextTimer is not null, "the repetition waits");
        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromSeconds(1), _clock.NextTimer);
        Assert.Single(server.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await write;
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Waiting_CallerGivesUp_EndsTheWait()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/json", "{}");
        await using ServiceProvider services = Services(server, ("Arm:WriteBurst", "1"), ("Arm:WritesPerSecond", "1"));
        await WriteAsync(services, One);
        using var cancellation = new CancellationTokenSource();
        Task waiting = WriteAsync(services, One, cancellation.Token);
        await Eventually.HoldsAsync(() => _clock.NextTimer is not null, "the call waits");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Reads_LimitsAsWideAsTheServers_AreNeverAnswered429()
    {
        await using SimulatedPair sim = await SimulatedPair.StartAsync(new SimulatedAzureOptions
        {
            Clock = _clock,
            Throttling = new ThrottlingOptions { ReadBurst = 5, ReadsPerSecond = 20 },
        });
        AmlClient client = sim.Build(_clock, ("Arm:ReadBurst", "5"), ("Arm:ReadsPerSecond", "20")).GetRequiredService<AmlClient>();

        Task reads = Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            client.TryGetVersionAsync(sim.Pair.Primary, Documents.ModelId(version: $"{i}"), CancellationToken.None)));
        for (int let = 5; let < 20; let++)
        {
            await Eventually.HoldsAsync(
                () => sim.Calls("models/versions:get").Count == let && _clock.NextTimer is not null, $"{let} calls were made and the next waits");
            _clock.MoveTo(_clock.NextTimer!.Value);
        }

        await reads;
        Assert.Equal(Enumerable.Repeat(404, 20), sim.Calls("models/versions:get").Select(call => call.Status));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, 750, TimeSpan.Zero), _clock.GetUtcNow());
    }

    private ServiceProvider Services(ScriptedServer server, params (string Key, string Value)[] settings) => AppServices.Build(
        server.Endpoint, One, Other, new Uri(server.Endpoint, "account/control"), new FixedCredential("t"), _clock, settings);

    private static Task<AssetDocument?> ReadAsync(ServiceProvider services, string workspace) => services.GetRequiredService<AmlClient>()
        .TryGetVersionAsync(WorkspaceId.Parse(workspace), Documents.ModelId(), CancellationToken.None);

    private static Task<ArmWrite> WriteAsync(ServiceProvider services, string workspace, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<AmlClient>().PutVersionAsync(
            WorkspaceId.Parse(workspace), Documents.ModelId(), new JsonObject { ["properties"] = new JsonObject() }, cancellationToken);
}
