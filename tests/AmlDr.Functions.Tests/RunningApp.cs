using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Functions.Orchestrations;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests;

/// <summary>The app on the embedded host, against the simulated Azure, all in this process.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    public const string Pair = "test-pair";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public SimulatedAzure Azure { get; private set; } = null!;

    public EmbeddedHostTestServer Server { get; private set; } = null!;

    /// <summary>A client with the function key.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>Settings that differ, by configuration key; set before the start.</summary>
    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>Services that take the place of the app's own; set before the start.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public async Task InitializeAsync()
    {
        Azure = await SimulatedAzure.StartAsync(new SimulatedAzureOptions
        {
            Throttling = new ThrottlingOptions { Enabled = false }, LongRunningRetryAfterSeconds = 0,
        });
        Server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
        {
            FunctionAssemblies = [typeof(MirrorAsset).Assembly],
            Settings = new Dictionary<string, string?>(Settings)
            {
                ["AmlDrSweepSchedule"] = "0 0 0 1 1 *",
                ["AmlDr:Pairs:0:Name"] = Pair,
                ["AmlDr:Pairs:0:Primary:WorkspaceId"] = Azure.World.Primary.ResourceId,
                ["AmlDr:Pairs:0:Secondary:WorkspaceId"] = Azure.World.Secondary.ResourceId,
                ["AmlDr:ControlStore:ContainerUri"] = Azure.BlobEndpoint(Azure.World.ControlAccount.Name) + "amldr",
                ["AmlDr:Arm:Endpoint"] = Azure.BaseUrl,
                ["AmlDr:Arm:CallTimeout"] = "00:00:05",
            },
            Configure = builder =>
            {
                builder.Services.AddSingleton<TokenCredential>(new SandboxCredential(Azure.Tokens));
                Services?.Invoke(builder.Services);
                builder.Services.AddAmlDrAzure(builder.Configuration);
                builder.Services.AddAmlDrFunctions();
            },
        });
        Connect();
    }

    /// <summary>Kills the app and starts it again on what it had stored.</summary>
    public async Task CrashAndRestartAsync()
    {
        await Server.CrashAsync();
        await Server.RestartAsync();
        Api.Dispose();
        Connect();
    }

    public async Task DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
        await Azure.DisposeAsync();
    }

    /// <summary>Puts a model with one small file into the primary, past HTTP and events.</summary>
    public void AddModel(string name, string version = "1", Action<JsonObject>? change = null, bool withFile = true)
    {
        string path = $"models/{name}/{version}";
        if (withFile)
        {
            Azure.Blobs.Put(
                Azure.World.PrimaryAccount.Name, Azure.World.Primary.BlobContainer, $"{path}/model.pkl",
                BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes($"model {name} {version}")));
        }

        var properties = new JsonObject
        {
            ["modelType"] = "custom_model",
            ["modelUri"] = $"azureml:/{Azure.World.Primary.ResourceId.Replace("/providers/Microsoft.MachineLearningServices", "", StringComparison.Ordinal)}"
                + $"/datastores/workspaceblobstore/paths/{path}",
        };
        change?.Invoke(properties);
        Azure.Resources.Put($"{Azure.World.Primary.ResourceId}/models/{name}/versions/{version}", new JsonObject { ["properties"] = properties });
    }

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

    private void Connect()
    {
        Api = new HttpClient { BaseAddress = new Uri(Server.Address, "api/") };
        Api.DefaultRequestHeaders.Add("x-functions-key", Server.FunctionKey);
    }

    /// <summary>Waits until the app is at rest.</summary>
    public async Task WhenIdleAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await Server.WhenIdleAsync(deadline.Token);
    }
}
