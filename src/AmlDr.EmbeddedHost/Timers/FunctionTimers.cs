using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Timers;

/// <summary>The app's timer functions.</summary>
internal sealed class FunctionTimers(HostRuntime runtime, FunctionPipeline pipeline, TimeProvider time, ILogger<FunctionTimers> logger) : IDisposable
{
    private readonly Dictionary<string, FunctionTimer> _timers = new(StringComparer.OrdinalIgnoreCase);

    public bool IsIdle => _timers.Values.All(timer => !timer.IsRunning);

    /// <summary>Ends when no timer function runs.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) => Task.WhenAll(_timers.Values.Select(timer => timer.WhenIdleAsync(cancellation)));

    public FunctionTimer? Find(string function) => _timers.GetValueOrDefault(function);

    public async Task StartAsync(HubStore store)
    {
        foreach (FunctionDescriptor function in runtime.Functions.OfKind(FunctionKind.Timer))
        {
            _timers[function.Name] = new FunctionTimer(
                function, runtime.Schedules[function.Name], pipeline, store, time, runtime.Settings.FunctionTimeout, logger);
        }

        foreach (FunctionTimer timer in _timers.Values)
        {
            await timer.StartAsync();
        }
    }

    public Task StopAsync(CancellationToken giveUp) => Task.WhenAll(_timers.Values.Select(timer => timer.StopAsync(giveUp)));

    public void Dispose()
    {
        foreach (FunctionTimer timer in _timers.Values)
        {
            timer.Dispose();
        }
    }
}
