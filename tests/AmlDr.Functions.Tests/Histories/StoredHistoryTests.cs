using System.Reflection;
using System.Text.Json.Nodes;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Tests.Histories;

/// <summary>
/// One stored history per orchestrator, replayed against the code as it is. When a change to an orchestrator breaks a replay, instances that
/// run while it is deployed would break too: give the changed code a new name or version, or drain first (and then record anew).
/// </summary>
public class StoredHistoryTests : IAsyncLifetime
{
    private readonly RunningApp _app = new()
    {
        Policy = new JsonObject { ["notifications"] = new JsonArray(new JsonObject { ["target"] = RunningApp.Sink }) },
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Histories");

    private static string[] Orchestrators =>
    [
        .. typeof(MirrorAsset).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
            .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<OrchestrationTriggerAttribute>() is not null))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Order(StringComparer.Ordinal),
    ];

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void Replay_StoredHistories_TakeTheSameSteps()
    {
        var replayed = new List<string>();
        foreach (string file in Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            var history = RecordedHistory.FromJson(File.ReadAllText(file));
            _app.Server.Replay(history);
            replayed.Add(history.Orchestrator);
        }

        Assert.Equal(Orchestrators, replayed.Distinct().Order(StringComparer.Ordinal));
    }

    [RecordFact]
    public async Task Record_EveryOrchestrator_WritesItsRichestHistory()
    {
        await HistoryScenario.PlayAsync(_app);
        var richest = new Dictionary<string, RecordedHistory>(StringComparer.Ordinal);
        await foreach (OrchestrationMetadata instance in _app.Server.Client.GetAllInstancesAsync())
        {
            RecordedHistory history = _app.Server.RecordHistory(instance.InstanceId);
            if (!richest.TryGetValue(history.Orchestrator, out RecordedHistory? other) || history.EventCount > other.EventCount)
            {
                richest[history.Orchestrator] = history;
            }
        }

        string folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable(RecordFactAttribute.Variable)!).FullName;
        foreach ((string orchestrator, RecordedHistory history) in richest)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, orchestrator + ".json"), history.ToJson());
        }

        Assert.Equal(Orchestrators, richest.Keys.Order(StringComparer.Ordinal));
    }
}
