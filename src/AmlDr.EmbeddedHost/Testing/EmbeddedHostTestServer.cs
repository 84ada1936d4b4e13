using AmlDr.EmbeddedHost.Durable.Dispatch;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Http;
using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Timers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AmlDr.EmbeddedHost.Testing;

/// <summary>
/// Runs a function app inside a test: on a free port of the loopback address, with a state folder of its own, on a clock that the test
/// may move, to be stopped in good order or as if killed. Depends on no test framework.
/// </summary>
public sealed class EmbeddedHostTestServer : IAsyncDisposable
{
    private readonly EmbeddedHostTestOptions _options;
    private readonly string _contentRoot;
    private readonly bool _ownsState;
    private IHost _host;
    private bool _running;

    private EmbeddedHostTestServer(EmbeddedHostTestOptions options)
    {
        _options = options;
        _ownsState = options.StateDirectory is null;
        StateDirectory = options.StateDirectory ?? Directory.CreateTempSubdirectory("amldr-state-").FullName;
        _contentRoot = Directory.CreateTempSubdirectory("amldr-app-").FullName;
        _host = Build();
        Http = new HttpClient();
    }

    /// <summary>The state folder.</summary>
    public string StateDirectory { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The durable client, as functions are given it.</summary>
    public DurableTaskClient Client => Services.GetRequiredService<DurableClientSource>().Client;

    /// <summary>Where the app listens.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>A client of the app, without keys. Its base address is set when the app starts.</summary>
    public HttpClient Http { get; private set; }

    /// <summary>The master key.</summary>
    public string MasterKey => Keys.Master;

    /// <summary>The host-wide function key.</summary>
    public string FunctionKey => Keys.FunctionKeys["default"];

    /// <summary>The key of the Event Grid webhook.</summary>
    public string EventGridKey => Keys.SystemKeys[HostKeys.EventGridSystemKey];

    /// <summary>The key of the durable management routes.</summary>
    public string DurableTaskKey => Keys.SystemKeys[HostKeys.DurableTaskSystemKey];

    internal DurableEngine Engine => Services.GetRequiredService<EmbeddedHostService>().Engine;

    private HostKeyValues Keys => Services.GetRequiredService<HostKeys>().Values;

    /// <summary>Starts an app.</summary>
    /// <param name="options">Which, and how.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <returns>The running app.</returns>
    /// <exception cref="HostConfigurationException">Settings, <c>host.json</c> or functions are wrong.</exception>
    public static async Task<EmbeddedHostTestServer> StartAsync(EmbeddedHostTestOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        EmbeddedHostTestServer server = new(options);
        try
        {
            await server.StartHostAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the app in good order: what runs comes to its end, what waits is stored.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>A task that ends when the app has stopped.</returns>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        _running = false;
        await _host.StopAsync(cancellation);
        await DisposeHostAsync();
    }

    /// <summary>Stops the app as if the process were killed: what is not stored is lost. Code that runs is told by its token, and ignored.</summary>
    /// <returns>A task that ends when the app is gone.</returns>
    public async Task CrashAsync()
    {
        _running = false;
        Engine.Crash();
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync();
        try
        {
            await _host.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException exception)
        {
            Services.GetRequiredService<ILogger<EmbeddedHostTestServer>>().LogCrash(exception);
        }

        await DisposeHostAsync();
    }

    /// <summary>Starts the app again on the same state folder, after a stop or a crash.</summary>
    /// <param name="cancellation">Ends the start.</param>
    /// <returns>A task that ends when the app runs.</returns>
    public Task RestartAsync(CancellationToken cancellation = default)
    {
        if (_running)
        {
            throw new InvalidOperationException("Stop or crash the app first.");
        }

        _host = Build();
        Http = new HttpClient();
        return StartHostAsync(cancellation);
    }

    /// <summary>Ends when no orchestration step, activity or timer function runs or could run now. Timers that are not due do not count.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>A task that ends then.</returns>
    public async Task WhenIdleAsync(CancellationToken cancellation = default)
    {
        FunctionTimers timers = Services.GetRequiredService<FunctionTimers>();
        do
        {
            await timers.WhenIdleAsync(cancellation);
            await Engine.WhenIdleAsync(cancellation);
        }
        while (!timers.IsIdle);
    }

    /// <summary>Moves a <see cref="ManualTimeProvider"/> forward from timer to timer and lets the app come to rest at each.</summary>
    /// <param name="span">How far.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>A task that ends when the app is at rest at the new time.</returns>
    /// <exception cref="InvalidOperationException">The app runs on another clock.</exception>
    public async Task AdvanceAsync(TimeSpan span, CancellationToken cancellation = default)
    {
        ManualTimeProvider clock = _options.TimeProvider as ManualTimeProvider
            ?? throw new InvalidOperationException($"Set {nameof(EmbeddedHostTestOptions.TimeProvider)} to a {nameof(ManualTimeProvider)} to move the clock.");
        DateTimeOffset target = clock.GetUtcNow() + span;
        await WhenIdleAsync(cancellation);
        while (clock.NextTimer is { } next && next <= target)
        {
            clock.MoveTo(next);
            await WhenIdleAsync(cancellation);
        }

        clock.MoveTo(target);
        await WhenIdleAsync(cancellation);
    }

    /// <summary>Takes down the history of an instance, to be stored with the tests and replayed against later code.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <returns>The history.</returns>
    /// <exception cref="ArgumentException">There is no such instance, or it has no history yet.</exception>
    public RecordedHistory RecordHistory(string instanceId) => Engine.Store.Read(connection =>
    {
        InstanceRow row = InstanceTable.Find(connection, instanceId)
            ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
        List<HistoryEvent> events = HistoryTable.Read(connection, row.Key, 0);
        return events.Count > 0
            ? RecordedHistory.From(row, InstanceTable.ReadInput(connection, row.Key), events)
            : throw new ArgumentException($"The instance '{instanceId}' has no history yet.", nameof(instanceId));
    });

    /// <summary>Replays a recorded history against the app's code.</summary>
    /// <param name="history">The history.</param>
    /// <exception cref="NonDeterminismException">The code does not do what the history says: instances that run now would break.</exception>
    /// <exception cref="ArgumentException">The app has no such orchestrator.</exception>
    public void Replay(RecordedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        FunctionRunner functions = new(
            Services.GetRequiredService<FunctionCatalog>(), Services.GetRequiredService<FunctionPipeline>(), Services.GetRequiredService<DataConverter>());
        Func<OrchestratorContext, Task<object?>> code = functions.FindOrchestrator(history.Orchestrator)
            ?? throw new ArgumentException($"The app has no orchestrator '{history.Orchestrator}'.", nameof(history));
        history.Replay(
            code,
            Services.GetRequiredService<DataConverter>(),
            Services.GetRequiredService<ILoggerFactory>(),
            Services.GetRequiredService<IOptions<DurableTaskWorkerOptions>>().Value.Versioning?.DefaultVersion ?? string.Empty);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            await StopAsync();
        }
        else
        {
            await DisposeHostAsync();
        }

        Directory.Delete(_contentRoot, recursive: true);
        if (_ownsState)
        {
            Directory.Delete(StateDirectory, recursive: true);
        }
    }

    private IHost Build()
    {
        EmbeddedHostOptions options = new()
        {
            ContentRoot = _contentRoot,
            ExportLocalSettings = false,
            CommitObserver = _options.CommitObserver,
            HubSettings = _options.HubSettings ?? new HubSettings(),
            AspNetCoreIntegration = true,
        };
        foreach (System.Reflection.Assembly assembly in _options.FunctionAssemblies)
        {
            options.FunctionAssemblies.Add(assembly);
        }

        foreach (Type type in _options.FunctionTypes)
        {
            options.FunctionTypes.Add(type);
        }

        foreach ((string name, string? value) in _options.Settings)
        {
            options.Settings[name] = value;
        }

        options.Settings["EmbeddedHost:StateDirectory"] = StateDirectory;
        options.Settings["urls"] = "http://127.0.0.1:0";
        if (_options.HostJson is { } hostJson)
        {
            File.WriteAllText(Path.Combine(_contentRoot, "host.json"), hostJson);
        }

        FunctionsApplicationBuilder builder = new([], options);
        builder.Logging.ClearProviders();
        if (_options.TimeProvider is { } time)
        {
            builder.Services.AddSingleton(time);
        }

        _options.Configure?.Invoke(builder);
        return builder.Build();
    }

    private async Task StartHostAsync(CancellationToken cancellation)
    {
        await _host.StartAsync(cancellation);
        _running = true;
        Http.BaseAddress = Address;
    }

    private async Task DisposeHostAsync()
    {
        Http.Dispose();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
