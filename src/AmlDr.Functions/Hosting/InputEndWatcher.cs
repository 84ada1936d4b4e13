using AmlDr.Azure.Options;
using AmlDr.Functions.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Hosting;

/// <summary>Stops the app when its standard input ends, where <see cref="AmlDrOptions.StopWhenInputEnds"/> asks for it.</summary>
/// <param name="options">The settings.</param>
/// <param name="lifetime">Stops the app.</param>
/// <param name="logger">The log.</param>
internal sealed class InputEndWatcher(IOptions<AmlDrOptions> options, IHostApplicationLifetime lifetime, ILogger<InputEndWatcher> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.StopWhenInputEnds)
        {
            // Reading a console stream cannot be cancelled; a thread in the background does not keep the process from ending.
            new Thread(Watch) { IsBackground = true, Name = nameof(InputEndWatcher) }.Start();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
            // Whatever is written means nothing; the end does.
        }

        logger.InputEnded();
        lifetime.StopApplication();
    }
}
