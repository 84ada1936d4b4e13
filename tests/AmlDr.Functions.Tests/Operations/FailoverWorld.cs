using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Tests.Mirroring;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests.Operations;

/// <summary>A pair with something to fail over, mirrored, and the requests that staff send.</summary>
public sealed class FailoverWorld : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public FailoverWorld(JsonObject? policy = null)
    {
        App = new RunningApp
        {
            // What is waited for are polls of the service, two seconds apart.
            Speed = 10,
            Policy = WithNews(policy ?? []),
            Services = services =>
            {
                services.AddSingleton<ISwitchWays>(Ways);
                services.AddSingleton<IOperationPolicies>(Policies);
            },
        };
    }

    /// <summary>A world about an app of the test's own, with the app's own ways and policies.</summary>
    public FailoverWorld(RunningApp app) => App = app;

    public RunningApp App { get; }

    public RecordedWays Ways { get; } = new();

    public ChosenPolicies Policies { get; } = new();

    public Task InitializeAsync() => App.InitializeAsync();

    public Task DisposeAsync() => App.DisposeAsync();

    /// <summary>An online endpoint with deployments of the given numbers of instances, the first of which gets all traffic.</summary>
    public void AddEndpoint(string name, params (string Deployment, int Capacity)[] deployments) => AddEndpoint(App.Azure.World.Primary, name, deployments);

    /// <summary>An online endpoint in a workspace.</summary>
    public void AddEndpoint(SimulatedWorkspace workspace, string name, params (string Deployment, int Capacity)[] deployments)
    {
        Put($"onlineEndpoints/{name}", new JsonObject
        {
            ["location"] = workspace.Region,
            ["properties"] = new JsonObject { ["authMode"] = "Key" },
        });
        foreach ((string deployment, int capacity) in deployments)
        {
            Put($"onlineEndpoints/{name}/deployments/{deployment}", new JsonObject
            {
                ["location"] = workspace.Region,
                ["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = capacity },
                ["properties"] = new JsonObject { ["endpointComputeType"] = "Managed", ["instanceType"] = "Standard_DS2_v2" },
            });
        }

        JsonObject endpoint = App.Azure.Resources.Get($"{workspace.ResourceId}/onlineEndpoints/{name}")!;
        endpoint["properties"]!["traffic"] = new JsonObject { [deployments[0].Deployment] = 100 };
        Put($"onlineEndpoints/{name}", endpoint);

        void Put(string path, JsonObject body) => App.Azure.Resources.Put($"{workspace.ResourceId}/{path}", body);
    }

    public void AddCluster(string name, int least, int most) => PutPrimary($"computes/{name}", new JsonObject
    {
        ["location"] = App.Azure.World.Primary.Region,
        ["properties"] = new JsonObject
        {
            ["computeType"] = "AmlCompute",
            ["properties"] = new JsonObject
            {
                ["vmSize"] = "Standard_DS2_v2", ["scaleSettings"] = new JsonObject { ["minNodeCount"] = least, ["maxNodeCount"] = most },
            },
        },
    });

    public void AddSchedule(string name) => PutPrimary($"schedules/{name}", new JsonObject
    {
        ["properties"] = new JsonObject
        {
            ["isEnabled"] = true,
            ["trigger"] = new JsonObject { ["triggerType"] = "Cron", ["expression"] = "0 3 * * *" },
            ["action"] = new JsonObject
            {
                ["actionType"] = "CreateJob",
                ["jobDefinition"] = new JsonObject { ["jobType"] = "Command", ["command"] = "echo hi", ["environmentId"] = "azureml://registries/azureml/environments/e/versions/1" },
            },
        },
    });

    /// <summary>Has assets mirrored, one after the other.</summary>
    public async Task MirrorAsync(params AssetId[] assets)
    {
        foreach (AssetId asset in assets)
        {
            await App.Server.Client.ScheduleNewOrchestrationInstanceAsync(
                nameof(MirrorAsset), new MirrorAssetInput(RunningApp.Pair, asset, true, []), new StartOrchestrationOptions(asset.ToMirrorInstanceId(RunningApp.Pair)));
            using var deadline = new CancellationTokenSource(Patience);
            await App.Server.Client.WaitForInstanceCompletionAsync(asset.ToMirrorInstanceId(RunningApp.Pair), deadline.Token);
        }

        await WhenMirroredAsync();
    }

    // A deployment has its endpoint looked at again, and that one may still be waiting for the service when the app is at rest.
    private async Task WhenMirroredAsync()
    {
        await WaitUntil.TrueAsync(async () =>
        {
            bool isUnderWay = false;
            await foreach (OrchestrationMetadata instance in App.Server.Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "mirror|" }))
            {
                isUnderWay |= !instance.IsCompleted;
            }

            return !isUnderWay;
        });
        await WhenAtRestAsync();
    }

    public JsonObject? Primary(string path) => App.Azure.Resources.Get($"{App.Azure.World.Primary.ResourceId}/{path}");

    public JsonObject? Secondary(string path) => App.Secondary(path);

    public void PutPrimary(string path, JsonObject body) => App.Azure.Resources.Put($"{App.Azure.World.Primary.ResourceId}/{path}", body);

    public Task<HttpResponseMessage> StartAsync(string mode, bool force = false, string? key = null, string confirm = RunningApp.Pair)
    {
        JsonObject body = new() { ["confirm"] = confirm, ["reason"] = "test", ["requestedBy"] = "ann", ["force"] = force };
        if (mode != "failback")
        {
            body["mode"] = mode;
        }

        return SendAsync($"pairs/{RunningApp.Pair}/{(mode == "failback" ? "failbacks" : "failovers")}", body, key);
    }

    public Task<HttpResponseMessage> ActAsync(string id, string action, string by = "ann", string? key = null, params string[] steps)
    {
        JsonObject body = new() { ["by"] = by, ["reason"] = $"because of {action}" };
        if (steps.Length > 0)
        {
            body["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)step)]);
        }

        return SendAsync($"operations/{id}/{action}", body, key);
    }

    public async Task<string> StartedAsync(string mode, bool force = false)
    {
        HttpResponseMessage answer = await StartAsync(mode, force);
        JsonNode body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(answer.IsSuccessStatusCode, body.ToJsonString());
        return (string)body["operationId"]!;
    }

    public async Task<JsonNode> OperationAsync(string id) => (await App.Api.GetFromJsonAsync<JsonNode>($"operations/{id}?steps=all"))!;

    /// <summary>Waits until the operation is in one of the states.</summary>
    public async Task<JsonNode> WaitAsync(string id, params string[] states)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            JsonNode operation = await OperationAsync(id);
            if (states.Contains((string)operation["state"]!))
            {
                return operation;
            }

            Assert.False(
                operation["endedAt"] is not null || (string)operation["state"]! == "PausedByFailure", operation.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
            Assert.False(deadline.IsCancellationRequested, $"Still: {operation.ToJsonString()}");
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits until the operation is at a stage and has begun a step of it.</summary>
    public async Task WaitStageAsync(string id, string stage)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await OperationAsync(id))["stages"]!.AsArray().SingleOrDefault(one => (string?)one!["stage"] == stage)?["startedAt"] is null)
        {
            await pace.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>
    /// Kills the app again and again, each time after a number of writes that is drawn, to Azure or to the control store, until the operation has
    /// ended: between steps and in the middle of them.
    /// </summary>
    /// <returns>The ended operation, and how often the app was killed.</returns>
    public async Task<(JsonNode Operation, int Kills)> KillUntilEndAsync(string id, int writesBetween)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var random = new Random(writesBetween);
        int kills = 0;
        int next = random.Next(1, 2 * writesBetween);
        long since = App.Azure.Calls.LastSequence;
        while (true)
        {
            if (App.Azure.Calls.Read(new CallQuery { Effect = true, Since = since }).Count >= next)
            {
                kills++;
                await App.CrashAndRestartAsync();
                since = App.Azure.Calls.LastSequence;
                next = random.Next(1, 2 * writesBetween);
            }

            JsonNode operation = await OperationAsync(id);
            Assert.NotEqual("PausedByFailure", (string?)operation["state"]);
            if (operation["endedAt"] is not null)
            {
                return (operation, kills);
            }

            Assert.False(deadline.IsCancellationRequested, $"Still: {operation.ToJsonString()}");
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>Writes into the ledger what the mirror writes for assets of tier cold.</summary>
    public async Task MarkColdAsync(params AssetId[] assets)
    {
        LedgerStore ledger = App.Server.Services.GetRequiredService<LedgerStore>();
        foreach (AssetId asset in assets)
        {
            await ledger.UpdateAsync(
                RunningApp.Pair, asset, standing => standing! with { State = AssetState.Skipped, Reason = new AssetReason("Cold", "Its tier is cold.") },
                CancellationToken.None);
        }
    }

    public async Task<JsonNode> PairStateAsync()
    {
        var store = App.Server.Services.GetRequiredService<AmlDr.Azure.Operations.Stores.PairStateStore>();
        return System.Text.Json.JsonSerializer.SerializeToNode(
            await store.GetAsync(RunningApp.Pair, CancellationToken.None), AmlDr.Azure.ControlStore.ControlStoreClient.Json)!;
    }

    /// <summary>What the target of notifications was told, in order.</summary>
    public IReadOnlyList<JsonNode> News => [.. App.Azure.Webhooks.Calls(RunningApp.Sink).Select(call => JsonNode.Parse(call.Body)!)];

    public Task WhenAtRestAsync() => App.WhenIdleAsync();

    /// <summary>Waits until the sweep that an operation has started has ended.</summary>
    public async Task WhenSweptAsync()
    {
        await WhenAtRestAsync();
        using var deadline = new CancellationTokenSource(Patience);
        await App.Server.Client.WaitForInstanceCompletionAsync($"sweep-{RunningApp.Pair}", deadline.Token);
        await WhenAtRestAsync();
    }

    private static JsonObject WithNews(JsonObject policy)
    {
        policy["notifications"] = new JsonArray(new JsonObject { ["target"] = RunningApp.Sink });
        return policy;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, JsonObject body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await App.Api.SendAsync(request);
    }
}
