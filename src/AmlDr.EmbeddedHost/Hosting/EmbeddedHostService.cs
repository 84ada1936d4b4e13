using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.Client;
using AmlDr.EmbeddedHost.Durable.Dispatch;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Http;
using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Timers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>Starts the durable engine before anything can reach it and the timers after everything runs, and stops both in the other order.</summary>
internal sealed class EmbeddedHostService(
    HostRuntime runtime,
    EmbeddedHostOptions options,
    StateFolder folder,
    FunctionCatalog functions,
    FunctionPipeline pipeline,
    DataConverter converter,
    DurableClientSource clients,
    FunctionTimers timers,
    ManagementAddresses addresses,
    IOptions<DurableTaskWorkerOptions> workerOptions,
    TimeProvider time,
    HostMetrics metrics,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggerFactory) : IHostedLifecycleService, IDisposable
{
    private DurableEngine? _engine;

    /// <summary>The engine.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public DurableEngine Engine => _engine ?? throw new InvalidOperationException("The host has not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Prepare();
        EmbeddedHostSettings settings = runtime.Settings;
        DurableTaskWorkerOptions.VersioningOptions? versioning = workerOptions.Value.Versioning;
        _engine = new DurableEngine(
            folder,
            settings.HubName,
            new EngineOptions
            {
                MaxConcurrentActivities = settings.MaxConcurrentActivities,
                MaxConcurrentOrchestrators = settings.MaxConcurrentOrchestrators,
                FunctionTimeout = settings.FunctionTimeout,
                DrainTimeout = settings.DrainTimeout,
                MaxCrashesPerActivity = settings.MaxCrashesPerActivity,
                DefaultRefusingStatuses = settings.DefaultRefusingStatuses,
            },
            options.HubSettings,
            new FunctionRunner(functions, pipeline, converter),
            runner => new StepRunner(runner, converter, versioning, metrics, loggerFactory),
            time,
            options.CommitObserver,
            lifetime,
            metrics,
            loggerFactory.CreateLogger("AmlDr.EmbeddedHost.Durable"));
        clients.Client = new EmbeddedDurableTaskClient(_engine, converter, versioning, settings.HubName, addresses.Of);
        await _engine.StartAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => timers.StartAsync(Engine.Store);

    public Task StoppingAsync(CancellationToken cancellationToken) => timers.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _engine?.Dispose();
}
