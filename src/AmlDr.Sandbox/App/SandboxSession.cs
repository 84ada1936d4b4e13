using System.Text;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.App;

/// <summary>
/// A simulated Azure in this process, the function app beside it in one of its own, and a user's tool that works on the primary workspace.
/// Everything that the app keeps is in a temporary folder, which is deleted with the session.
/// </summary>
public sealed class SandboxSession : IAsyncDisposable
{
    private const int CallsInLog = 1_000_000;

    private readonly DirectoryInfo _folder;

    private SandboxSession(SimulatedAzure azure, SessionOptions options)
    {
        Azure = azure;
        _folder = Directory.CreateTempSubdirectory("amldr-sandbox-");
        Roles = options.EnforceRoles ? InstallationRoles.Enforce(azure, options.WithoutActions) : null;
        string state = _folder.CreateSubdirectory("state").FullName;
        AppKeys keys = AppKeys.CreateRandom();
        App = new FunctionApp(
            new AppSetup
            {
                Port = options.AppPort ?? FreePort.Find(),
                StateFolder = state,
                LogFile = Path.Combine(_folder.FullName, "app.log"),
                Keys = keys,
                Settings = AppSettings.For(azure, keys, state, Roles is null ? options.AppSettings : WithDeployedKeyRing(azure, options.AppSettings), options.Speed),
            },
            azure.Clock);
        User = new AssetPublisher(azure);
    }

    /// <summary>The simulated Azure.</summary>
    public SimulatedAzure Azure { get; }

    /// <summary>The app's roles; null when roles are not enforced.</summary>
    public InstallationRoles? Roles { get; }

    /// <summary>The function app.</summary>
    public FunctionApp App { get; }

    /// <summary>A user's tool.</summary>
    public AssetPublisher User { get; }

    /// <summary>Whether the temporary folder, with the app's log in it, is left where it is.</summary>
    public bool KeepFolder { get; set; }

    /// <summary>The primary workspace, for making up assets.</summary>
    public SeedLocation Primary => SeedLocation.PrimaryOf(Azure);

    /// <summary>Starts the simulated Azure and the app.</summary>
    /// <param name="options">The set-up; null for all defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AppStartException">The app does not start.</exception>
    /// <exception cref="IOException">The simulated Azure's port is taken.</exception>
    public static async Task<SandboxSession> StartAsync(SessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SessionOptions();
        SimulatedAzureOptions simulated = new()
        {
            Port = options.AzurePort,
            Seed = options.Seed,
            Throttling = options.Throttling,
            Speed = options.Speed,
            EventGrid = new EventGridOptions { TimeScale = options.EventTimeScale },
            CallLogCapacity = CallsInLog,
            HangLength = options.HangLength,
        };
        SimulatedAzure azure = await SimulatedAzure.StartAsync(simulated, cancellationToken);
        SandboxSession session;
        try
        {
            session = new SandboxSession(azure, options);
        }
        catch
        {
            await azure.DisposeAsync();
            throw;
        }

        try
        {
            if (options.StartApp)
                await session.App.StartAsync(cancellationToken: cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Subscribes the app to what it lives by: the primary workspace's model events, and the resource group's writes.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The states of the subscriptions.</returns>
    /// <exception cref="EventGridException">The app refused.</exception>
    public async Task<IReadOnlyList<EventSubscriptionState>> SubscribeAsync(CancellationToken cancellationToken = default) =>
    [
        await SubscribeAsync(Subscriptions.Models, Azure.World.Primary.ResourceId, "Microsoft.MachineLearningServices.ModelRegistered", cancellationToken),
        await SubscribeAsync(Subscriptions.Resources, WorldTopology.ResourceGroupId, "Microsoft.Resources.ResourceWriteSuccess", cancellationToken),
    ];

    /// <summary>Waits until no event is on its way and no orchestration runs.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It went on for longer.</exception>
    public Task WaitUntilQuietAsync(TimeSpan patience, CancellationToken cancellationToken = default) =>
        WaitUntil.TrueAsync(
            IsQuietAsync, patience, () => $"no event is on its way ({PendingEvents()} are) and no orchestration runs", Azure.Clock, cancellationToken);

    /// <summary>Whether no event is on its way and no orchestration runs. Then nothing changes any more by itself.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsQuietAsync(CancellationToken cancellationToken = default) =>
        // An event counts as on its way until the app has taken it, which is after it has started what the event asks for.
        PendingEvents() == 0 && (await App.Client.ListBusyAsync(cancellationToken)).Count == 0;

    /// <summary>What helps to see why something did not happen: the assets that are not mirrored, the subscriptions, the end of the app's log.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken = default)
    {
        StringBuilder text = new();
        foreach (EventSubscriptionState subscription in Azure.EventGrid.Subscriptions)
        {
            text.AppendLine(
                null, $"subscription {subscription.Definition.Name}: {subscription.Matched} matched, {subscription.Delivered} delivered, {subscription.Pending} pending");
        }

        if (App.ProcessId is null)
        {
            text.AppendLine("The app does not run.");
        }
        else
        {
            foreach (AppAsset asset in (await App.Client.ListAssetsAsync(cancellationToken)).Where(asset => asset.State != "Mirrored").Take(20))
                text.AppendLine(asset.ToString());
        }

        return text.AppendLine("The app's log ends:").AppendLine(App.Log.Tail).ToString();
    }

    /// <summary>Stops everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        User.Dispose();
        await Azure.DisposeAsync();
        if (!KeepFolder)
            _folder.Delete(recursive: true);
    }

    private static Dictionary<string, string> WithDeployedKeyRing(SimulatedAzure azure, IReadOnlyDictionary<string, string> settings) =>
        new(settings, StringComparer.OrdinalIgnoreCase)
        {
            ["AmlDr__KeyRing__ContainerUri"] = azure.BlobEndpoint(azure.World.ControlAccount.Name) + InstallationRoles.KeyRingContainer,
            ["AmlDr__KeyRing__KeyVaultKeyId"] = azure.KeyId(InstallationRoles.KeyRingKey).ToString(),
        };

    private long PendingEvents() => Azure.EventGrid.Subscriptions.Sum(subscription => subscription.Pending);

    private Task<EventSubscriptionState> SubscribeAsync(string name, string topic, string type, CancellationToken cancellationToken) =>
        Azure.EventGrid.SubscribeAsync(
            new EventSubscriptionDefinition { Name = name, Topic = topic, EndpointUrl = App.Webhook, IncludedEventTypes = [type] }, cancellationToken);
}
