using System.Collections.Concurrent;
using System.Net;
using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Control;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Files;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scoring;
using AmlDr.Sandbox.Vaults;
using AmlDr.Sandbox.Webhooks;
using AmlDr.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AmlDr.Sandbox.Hosting;

/// <summary>
/// Two simulated Azure regions behind one loopback port: Resource Manager with Azure Machine Learning, blob storage, Event Grid and a
/// managed identity endpoint. Written from the published REST contracts alone. What the properties offer can also be had over HTTP under
/// <c>/sandbox</c>.
/// </summary>
public sealed class SimulatedAzure : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LongRunningOperations _operations;
    private readonly WebhookClient _webhooks;
    private readonly KeyVaultService _vault;
    private readonly BackgroundTasks _background;

    private SimulatedAzure(SimulatedAzureOptions options)
    {
        Options = options;
        World = new WorldTopology(options.Seed);
        Pace pace = new(options.Speed);
        _background = new BackgroundTasks();
        Calls = new CallLog(options.CallLogCapacity);
        Faults = new FaultInjector(new SeededRandom(options.Seed), options.HangLength);
        Regions = new RegionControl(World.Regions.Select(region => region.Name), new SeededRandom(options.Seed + 1), options.Clock, pace, _background);
        Latency = new LatencyControl(new SeededRandom(options.Seed + 2));
        Throttle = new ArmThrottle(options.Clock, options.Throttling, pace);
        Tokens = new TokenService(World, options.Clock);
        IdentityHeader = World.Values.Guid("identity/header").ToString();
        LongRunning = new LongRunningSettings(options.LongRunningDuration, options.LongRunningRetryAfterSeconds, pace, new SeededRandom(options.Seed + 4));
        _operations = new LongRunningOperations(options.Clock, LongRunning, Faults, _background);
        _webhooks = new WebhookClient(options.Clock, Calls, Faults, options.EventGrid.AnswerTimeout);
        ResourceTypeTable types = new();
        ResourceStore store = new();
        ArmContext? arm = null;
        Access = new AccessControl(store, types, (id, body) => arm!.Resources.WriteAsService(id, body));
        _vault = new KeyVaultService(Access, Tokens);
        Capacity = new RegionalCapacity(World.Regions.Select(region => region.Name), WorldTopology.SubscriptionId, store);
        BlobContext blobs = new()
        {
            Clock = options.Clock,
            Options = options,
            Regions = Regions,
            Background = _background,
            Authorizer = new BlobAuthorizer(World, Tokens, options.Clock),
            Accounts = new ConcurrentDictionary<string, AccountState>(
                World.Accounts.Select(account => KeyValuePair.Create(account.Name, new AccountState(account))), StringComparer.Ordinal),
            Access = Access,
        };
        Blobs = new SimulatedBlobs(blobs);
        Files = new SimulatedFiles(blobs);
        EventGrid = new EventGridBroker(
            new BrokerContext
            {
                Options = options.EventGrid with { TimeScale = options.EventGrid.TimeScale / options.Speed },
                Clock = options.Clock,
                Regions = Regions,
                Random = new SeededRandom(options.Seed + 3),
                Client = _webhooks,
                Background = _background,
                WriteDeadLetter = WriteDeadLetter,
            },
            () => BaseUrl);
        arm = new ArmContext
        {
            World = World,
            Options = options,
            Clock = options.Clock,
            Operations = _operations,
            Events = new ResourceEventSource(() => EventGrid, options.Clock),
            Types = types,
            Store = store,
            Blobs = Blobs,
            Files = Files,
            Subscriptions = new EventSubscriptionResources(() => EventGrid),
            Access = Access,
            Capacity = Capacity,
        };
        Resources = new SimulatedResources(arm, () => BaseUrl);
        WorldSeeder.Seed(World, arm);
        Operations =
        [
            .. PermissionTable.All(types).Select(entry => new OperationPermission(entry.Operation, entry.Method, entry.Permission)),
            .. BlobService.Methods.Select(entry => (Needed: StorageAccess.ActionOf(entry.Key), Operation: entry))
                .Select(entry => new OperationPermission(entry.Operation.Key, entry.Operation.Value, entry.Needed.Action, entry.Needed.IsData)),
            .. FileOperationNames.All.SelectMany(entry => ((string[])[FileOperationNames.ActionOf(entry.Key), FileOperationNames.IntentOf(entry.Key)])
                .Select(action => new OperationPermission(entry.Key, entry.Value, action, IsDataAction: true))),
            new OperationPermission("scoring:score", "POST", OnlineEndpointTypes.Endpoints + "/score/action"),
            .. KeyVaultService.All,
        ];
        Dictionary<AzureService, ISimulatedService> services = new()
        {
            [AzureService.Arm] = new ArmService(arm, Tokens, Throttle),
            [AzureService.Blob] = new BlobService(blobs),
            [AzureService.File] = new FileService(blobs, Files),
            [AzureService.Scoring] = new ScoringService(arm, new ScoringAuthorizer(arm, Tokens), Scoring, new SeededRandom(options.Seed + 5)),
            [AzureService.KeyVault] = _vault,
            [AzureService.Identity] = new ManagedIdentityService(Tokens, IdentityHeader, options.Clock),
        };
        RequestDispatcher dispatcher = new(services, new ControlService(this), Regions, Faults, Latency, Calls, options.Clock);
        _app = BuildApp(options, dispatcher);
    }

    /// <summary>How it was set up.</summary>
    public SimulatedAzureOptions Options { get; }

    /// <summary>The subscription, regions, workspaces and accounts it started with.</summary>
    public WorldTopology World { get; }

    /// <summary>Every call in and out.</summary>
    public CallLog Calls { get; }

    /// <summary>Faults of single calls.</summary>
    public FaultInjector Faults { get; }

    /// <summary>Outages of whole regions.</summary>
    public RegionControl Regions { get; }

    /// <summary>Latency of calls.</summary>
    public LatencyControl Latency { get; }

    /// <summary>Resource Manager's limits.</summary>
    public ArmThrottle Throttle { get; }

    /// <summary>How long long-running operations take.</summary>
    public LongRunningSettings LongRunning { get; }

    /// <summary>Sizes of virtual machines and quota, by region.</summary>
    public RegionalCapacity Capacity { get; }

    /// <summary>Roles, and whether they are enforced.</summary>
    public AccessControl Access { get; }

    /// <summary>Every operation with the action that a role must allow for it.</summary>
    public IReadOnlyList<OperationPermission> Operations { get; }

    /// <summary>Deployments that fail on purpose.</summary>
    public ScoringControl Scoring { get; } = new();

    /// <summary>Sinks for notifications.</summary>
    public WebhookSinks Webhooks { get; } = new();

    /// <summary>Bearer tokens.</summary>
    public TokenService Tokens { get; }

    /// <summary>The blob stores, past HTTP.</summary>
    public SimulatedBlobs Blobs { get; }

    /// <summary>The file shares, past HTTP.</summary>
    public SimulatedFiles Files { get; }

    /// <summary>The ARM resources, past HTTP.</summary>
    public SimulatedResources Resources { get; }

    /// <summary>Event subscriptions and their delivery.</summary>
    public EventGridBroker EventGrid { get; }

    /// <summary>The clock that everything goes by.</summary>
    public TimeProvider Clock => Options.Clock;

    /// <summary>Scheme, host and port; no slash at the end.</summary>
    public string BaseUrl { get; private set; } = string.Empty;

    /// <summary>The address as an URI: Resource Manager's endpoint.</summary>
    public Uri Endpoint => new(BaseUrl + "/");

    /// <summary>Value of <c>IDENTITY_ENDPOINT</c> for a process that shall use the simulated managed identity.</summary>
    public Uri IdentityEndpoint => new(BaseUrl + ManagedIdentityService.Path);

    /// <summary>Value of <c>IDENTITY_HEADER</c> for the same.</summary>
    public string IdentityHeader { get; }

    /// <summary>Identifier of a key in the simulated vault, which makes keys as they are asked for.</summary>
    /// <param name="name">The key's name.</param>
    public Uri KeyId(string name) => new($"{BaseUrl}/{KeyVaultService.Segment}/{name}");

    /// <summary>Address of an account's blob service, with a slash at the end.</summary>
    /// <param name="account">The account's name.</param>
    public Uri BlobEndpoint(string account) => new($"{BaseUrl}/{account}/");

    /// <summary>Address of an account's file service, with a slash at the end.</summary>
    /// <param name="account">The account's name.</param>
    public Uri FileEndpoint(string account) => new($"{BaseUrl}/{account}{FileService.Suffix}/");

    /// <summary>Starts a simulated Azure on 127.0.0.1.</summary>
    /// <param name="options">The set-up; null for all defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names every mistake with setting, value and remedy.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedAzure> StartAsync(SimulatedAzureOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedAzureOptions();
        string[] mistakes = [.. options.Validate()];
        if (mistakes.Length > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, mistakes), nameof(options));
        SimulatedAzure azure = new(options);
        try
        {
            await azure._app.StartAsync(cancellationToken);
        }
        catch
        {
            await azure.DisposeAsync();
            throw;
        }

        azure.BaseUrl = azure._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return azure;
    }

    /// <summary>Stops listening and ends everything that goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _operations.Dispose();
        _vault.Dispose();
        await _background.DisposeAsync();
        _webhooks.Dispose();
    }

    private static WebApplication BuildApp(SimulatedAzureOptions options, RequestDispatcher dispatcher)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            // The services check lengths themselves, and uploads may be slow under a test's debugger.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            // A copy's source address with its SAS, or a long prefix, is longer than the default allows.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        });
        WebApplication app = builder.Build();
        app.Run(dispatcher.InvokeAsync);
        return app;
    }

    private bool WriteDeadLetter(string account, string container, string name, byte[] bytes)
    {
        if (World.Accounts.All(known => known.Name != account) || !Blobs.Containers(account).Contains(container))
            return false;
        Blobs.Put(account, container, name, BlobContent.FromBytes(bytes), "application/json");
        return true;
    }
}
