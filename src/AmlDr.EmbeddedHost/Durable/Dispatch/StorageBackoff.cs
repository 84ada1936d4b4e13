using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>What the dispatchers do when the task hub cannot be written: wait for a full disk, stop the host for a damaged file.</summary>
internal sealed class StorageBackoff(TimeProvider time, IHostApplicationLifetime lifetime, ILogger logger)
{
    private static readonly TimeSpan[] Delays =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    /// <summary>Reads or stores something, for as long as it takes.</summary>
    /// <exception cref="HubStorageException">The hub is lost, and the host stops.</exception>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<T> RetryAsync<T>(Func<Task<T>> access, CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await access();
            }
            catch (HubStorageException exception) when (exception.IsTransient)
            {
                TimeSpan delay = Delays[Math.Min(attempt, Delays.Length - 1)];
                DispatchLog.StorageProblem(logger, exception, delay);
                await Task.Delay(delay, time, stopping);
            }
            catch (HubStorageException exception)
            {
                Lost(exception);
                throw;
            }
        }
    }

    /// <summary>Stops the host, since its memory is gone.</summary>
    public void Lost(Exception exception)
    {
        DispatchLog.StorageLost(logger, exception);
        lifetime.StopApplication();
    }
}
