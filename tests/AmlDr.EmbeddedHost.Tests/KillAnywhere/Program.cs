using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>The processes that tests start: one to be killed, and a plain function app.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [VictimProcess.Verb, .. string[] rest]:
                return await Victim.RunAsync(rest);
            case ["app", .. string[] rest]:
                await RunAppAsync(rest);
                return 0;
            default:
                await Console.Error.WriteLineAsync("This assembly holds tests. Run it with 'dotnet test'.");
                return 2;
        }
    }

    private static async Task RunAppAsync(string[] args)
    {
        EmbeddedHostOptions options = new();
        options.FunctionTypes.Add(typeof(TriggerFunctions));
        FunctionsApplicationBuilder builder = new(args, options);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton<Recorder>();
        await builder.Build().RunAsync();
    }
}
