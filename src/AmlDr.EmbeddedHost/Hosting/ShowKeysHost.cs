using AmlDr.EmbeddedHost.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>Prints the access keys to the standard output and ends, instead of running the app.</summary>
internal sealed class ShowKeysHost(IHost app) : IHost
{
    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        HostKeyValues keys = Services.GetRequiredService<HostKeys>().Values;
        await Console.Out.WriteLineAsync($"master: {keys.Master}");
        foreach ((string name, string value) in keys.FunctionKeys.Concat(keys.SystemKeys))
        {
            await Console.Out.WriteLineAsync($"{name}: {value}");
        }

        foreach ((string name, string value) in keys.Functions)
        {
            await Console.Out.WriteLineAsync($"function {name}: {value}");
        }

        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Dispose() => app.Dispose();
}
