using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Security;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;
using Azure.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests;

/// <summary>The app on the embedded host, against the simulated Azure, all in this process.</summary>
public class RunningApp : IAsyncLifetime
{
    public const string Pair = "test-pair";

    /// <summary>The target of notifications that the settings name; policies may use it.</summary>
    public const string Sink = "ops";

    public const string NotebookShare = "code-391ff5ac-6576-460f-ba4d-7e03433c68b6";

    /// <summary>Every workspace has this many datastores from the start; they are seen and skipped.</summary>
    public const int SystemDatastores = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-running-app-");

    /// <summary>The pair's policy; null for the defaults. To be set before the app starts.</summary>
    public JsonObject? Policy { get; init; }

    /// <summary>How much faster time passes for the app. To be set before it starts.</summary>
    public int Speed { get; init; } = 1;

    /// <summary>Services that take the place of the app's own. To be set before the app starts.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public SimulatedAzure Azure { get; private set; } = null!;

    public EmbeddedHostTestServer Server { get; private set; } = null!;

    /// <summary>A client with the function key.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>Where the functions stand.</summary>
    protected virtual System.Reflection.Assembly[] Assemblies => [typeof(MirrorAsset).Assembly];

    /// <summary>Changes settings and services before the app starts.</summary>
    protected virtual Task PrepareAsync(IDictionary<string, string?> settings) => Task.CompletedTask;

    protected virtual void Configure(IServiceCollection services)
    {
    }

    public async Task InitializeAsync()
    {
        Azure = await SimulatedAzure.StartAsync(new SimulatedAzureOptions
        {
            Throttling = new ThrottlingOptions { Enabled = false },
            HangLength = TimeSpan.FromMilliseconds(50),
            LongRunningDuration = TimeSpan.FromMilliseconds(20),
            LongRunningRetryAfterSeconds = 0,
        });
        string policyFile = Path.Combine(_folder.FullName, "policy.json");
        await File.WriteAllTextAsync(policyFile, (Policy ?? []).ToJsonString());
        var settings = new Dictionary<string, string?>
        {
            ["AmlDrSweepSchedule"] = "0 0 0 1 1 *",
            ["AmlDrReadinessSchedule"] = "0 0 0 1 1 *",
            ["AmlDrAuditSchedule"] = "0 0 0 1 1 *",
            ["AmlDrSignalSchedule"] = "0 0 0 1 1 *",
            ["AmlDr:Pairs:0:Name"] = Pair,
            ["AmlDr:Pairs:0:Primary:WorkspaceId"] = Azure.World.Primary.ResourceId,
            ["AmlDr:Pairs:0:Secondary:WorkspaceId"] = Azure.World.Secondary.ResourceId,
            ["AmlDr:Pairs:0:PolicyFile"] = policyFile,
            ["AmlDr:KeyRing:Directory"] = Path.Combine(_folder.FullName, "keyring"),
            ["AmlDr:ControlStore:ContainerUri"] = Azure.BlobEndpoint(Azure.World.ControlAccount.Name) + "amldr",
            ["AmlDr:Arm:Endpoint"] = Azure.BaseUrl,
            ["AmlDr:Arm:CallTimeout"] = TimeSpan.FromSeconds(5 * Speed).ToString(),
            ["AmlDr:Security:StartsPerMinute"] = "600",
            ["AmlDr:Notifications:Targets:0:Name"] = Sink,
            ["AmlDr:Notifications:Targets:0:Url"] = $"{Azure.BaseUrl}/sandbox/webhooks/{Sink}",
            ["AmlDr:Notifications:Targets:0:Secret"] = "whsec_dGhlIHNlY3JldCBvZiBhbGwgdGVzdHMh",
        };
        await PrepareAsync(settings);
        Server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
        {
            TimeProvider = Speed == 1 ? null : new FastClock(Speed),
            FunctionAssemblies = [.. Assemblies],
            Settings = settings,
            HostJson = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json")),
            Configure = builder =>
            {
                builder.Services.AddSingleton<TokenCredential>(new SandboxCredential(Azure.Tokens));
                Services?.Invoke(builder.Services);
                builder.Services.AddAmlDrAzure(builder.Configuration);
                builder.Services.AddAmlDrFunctions();
                Configure(builder.Services);
                builder.UseAmlDrSecurity();
            },
        });
        Api = CreateClient();
    }

    public virtual async Task DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
        await Azure.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Asks for an asset to be mirrored and waits until its orchestration has ended.</summary>
    public async Task<MirrorOutcome> MirrorAsync(AssetId asset)
    {
        string id = await StartMirrorAsync(asset);
        using var deadline = new CancellationTokenSource(Patience);
        OrchestrationMetadata ended = await Server.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
        return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? ended.ReadOutputAs<MirrorOutcome>()!
            : throw new InvalidOperationException($"The orchestration '{id}' ended as {ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage}");
    }

    /// <summary>Asks for an asset to be mirrored.</summary>
    /// <returns>The orchestration's identifier.</returns>
    public Task<string> StartMirrorAsync(AssetId asset) => Server.Client.ScheduleNewOrchestrationInstanceAsync(
        nameof(MirrorAsset), new MirrorAssetInput(Pair, asset, false, []),
        new StartOrchestrationOptions(asset.ToMirrorInstanceId(Pair)).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended));

    /// <summary>How often something was written in the secondary with effect.</summary>
    /// <param name="relativePath">Its path below the workspace.</param>
    /// <param name="since">Only calls after this place in the log.</param>
    public int Writes(string relativePath, long since = 0) =>
        Azure.Calls.Read(new CallQuery { Since = since, Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Effect = true })
            .Count(call => call.Method == "PUT" && call.Path.Contains($"/workspaces/{Azure.World.Secondary.Name}/{relativePath}?", StringComparison.Ordinal));

    /// <summary>What a workspace answers to an action that tells secrets.</summary>
    public async Task<JsonNode> SecretsAsync(SimulatedWorkspace workspace, string relativePath, string action)
    {
        using HttpClient http = CreateUser();
        using HttpResponseMessage answer = await http.PostAsync(
            new Uri($"{Azure.Endpoint}{workspace.ResourceId.TrimStart('/')}/{relativePath}/{action}?api-version=2025-12-01"), null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A client that signs in to Resource Manager as a user.</summary>
    public HttpClient CreateUser()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Azure.Tokens.Issue("https://management.azure.com", Guid.NewGuid()));
        return http;
    }

    /// <summary>Puts a model with one small file into the primary, or another workspace, past HTTP and events.</summary>
    public void AddModel(string name, string version = "1", Action<JsonObject>? change = null, bool withFile = true, SimulatedWorkspace? workspace = null)
    {
        workspace ??= Azure.World.Primary;
        string path = $"models/{name}/{version}";
        if (withFile)
        {
            Azure.Blobs.Put(
                workspace.Account, workspace.BlobContainer, $"{path}/model.pkl", BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes($"model {name} {version}")));
        }

        var properties = new JsonObject
        {
            ["modelType"] = "custom_model",
            ["modelUri"] = $"azureml:/{workspace.ResourceId.Replace("/providers/Microsoft.MachineLearningServices", "", StringComparison.Ordinal)}"
                + $"/datastores/workspaceblobstore/paths/{path}",
        };
        change?.Invoke(properties);
        Azure.Resources.Put($"{workspace.ResourceId}/models/{name}/versions/{version}", new JsonObject { ["properties"] = properties });
    }

    /// <summary>Puts a job in a state into the primary, past HTTP and events.</summary>
    public void AddJob(string name, string status)
    {
        string id = $"{Azure.World.Primary.ResourceId}/jobs/{name}";
        Azure.Resources.Put(id, new JsonObject
        {
            ["properties"] = new JsonObject { ["jobType"] = "Command", ["command"] = "python train.py", ["environmentId"] = "azureml:e:1" },
        });
        Azure.Resources.SetJobStatus(id, status);
    }

    /// <summary>Puts a file into the primary's notebooks' share, past HTTP.</summary>
    public void AddNotebook(string path, string text) => Azure.Files.Put(
        Azure.World.Primary.Account, NotebookShare, path, BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));

    public JsonObject? Secondary(string relativePath) => Azure.Resources.Get($"{Azure.World.Secondary.ResourceId}/{relativePath}");

    /// <summary>Delivers an event to the app's webhook, as Event Grid does.</summary>
    public async Task<HttpResponseMessage> DeliverAsync(JsonNode body)
    {
        using var client = new HttpClient();
        using var content = JsonContent.Create(body);
        content.Headers.Add("aeg-event-type", "Notification");
        return await client.PostAsync(
            new Uri(Server.Address, $"runtime/webhooks/eventgrid?functionName=OnAssetEvent&code={Server.EventGridKey}"), content);
    }

    public JsonObject ModelRegistered(string name, string version, string? topic = null) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["topic"] = topic ?? Azure.World.Primary.ResourceId,
        ["subject"] = $"models/{name}:{version}",
        ["eventType"] = "Microsoft.MachineLearningServices.ModelRegistered",
        ["eventTime"] = "2026-01-01T00:00:00Z",
        ["data"] = new JsonObject { ["ModelName"] = name, ["ModelVersion"] = version },
        ["dataVersion"] = "",
        ["metadataVersion"] = "1",
    };

    /// <summary>The asset as the API shows it; null when the ledger does not know it.</summary>
    public async Task<JsonNode?> AssetAsync(string kind, string name, string version) =>
        (await Api.GetFromJsonAsync<JsonNode>($"pairs/{Pair}/assets?top=1000"))!["value"]!.AsArray().FirstOrDefault(asset =>
            (string?)asset!["kind"] == kind && (string?)asset["name"] == name && (string?)asset["version"] == version);

    /// <summary>What the ledger has of an asset.</summary>
    public Task<AssetRecord?> RecordAsync(AssetId asset) =>
        Server.Services.GetRequiredService<LedgerStore>().TryGetAsync(Pair, asset, CancellationToken.None);

    /// <summary>Stops the app as if it were killed, and starts it again.</summary>
    public async Task CrashAndRestartAsync()
    {
        Api.Dispose();
        await Server.CrashAsync();
        await Server.RestartAsync();
        Api = CreateClient();
    }

    /// <summary>Sweeps, and gives what the sweep did.</summary>
    public async Task<JsonNode> SweepAsync(JsonObject? options = null, int patienceSeconds = 60)
    {
        HttpResponseMessage answer = await Api.PostAsJsonAsync($"pairs/{Pair}/sweeps", options ?? []);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonNode operation = await WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(patienceSeconds));
        Assert.True((string?)operation["status"] == "Completed", operation.ToJsonString());
        return operation["sweep"]!;
    }

    /// <summary>Waits until an operation has ended.</summary>
    public async Task<JsonNode> WaitForOperationAsync(Uri operation, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            JsonNode state = (await Api.GetFromJsonAsync<JsonNode>(operation, deadline.Token))!;
            if ((string?)state["status"] is not ("Pending" or "Running"))
            {
                return state;
            }

            await pace.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>Waits until the app is at rest.</summary>
    public async Task WhenIdleAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await Server.WhenIdleAsync(deadline.Token);
    }

    private HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = new Uri(Server.Address, "api/") };
        client.DefaultRequestHeaders.Add("x-functions-key", Server.FunctionKey);
        return client;
    }
}
