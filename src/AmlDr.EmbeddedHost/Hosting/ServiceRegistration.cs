using System.Text.Json;
using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.EventGrid;
using AmlDr.EmbeddedHost.Http;
using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Invocation.Converters;
using AmlDr.EmbeddedHost.Timers;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>Registers the host's services.</summary>
internal static class ServiceRegistration
{
    public static void AddEmbeddedHost(this IServiceCollection services, EmbeddedHostOptions options, MiddlewareList middleware)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(middleware);
        services.AddSingleton<HostMetrics>();
        services.AddSingleton(provider => HostRuntimeFactory.Create(
            provider.GetRequiredService<IConfiguration>(), options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<HostRuntime>().Functions);
        services.AddSingleton(provider => provider.GetRequiredService<HostRuntime>().Settings);
        services.AddSingleton(provider => new StateFolder(provider.GetRequiredService<EmbeddedHostSettings>().StateDirectory));
        services.AddSingleton(LoadKeys);

        services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        services.Configure<WorkerOptions>(worker =>
        {
            worker.InputConverters.Register<AssignableConverter>();
            worker.InputConverters.Register<TextConverter>();
            worker.InputConverters.Register<JsonConverter>();
        });
        services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            (worker, json) => worker.Serializer ??= new JsonObjectSerializer(json.Value));
        services.AddOptions<DurableTaskWorkerOptions>().Configure<EmbeddedHostSettings>((worker, settings) => worker.Versioning = settings.Versioning);
        services.AddSingleton<DataConverter>(provider => new WorkerDataConverter(
            provider.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer
            ?? throw new InvalidOperationException("A serializer is not configured for the worker. Set WorkerOptions.Serializer.")));

        services.AddSingleton<ConverterChain>();
        services.AddSingleton<DurableClientSource>();
        services.AddSingleton<ParameterBinder>();
        services.AddSingleton<FunctionPipeline>();
        services.AddSingleton<FunctionTimers>();
        services.AddSingleton<HttpFunctionEndpoint>();
        services.AddSingleton<EventGridWebhook>();
        services.AddSingleton<AdminEndpoints>();
        services.AddSingleton<DurableManagementEndpoints>();
        services.AddSingleton<ManagementAddresses>();
        services.AddSingleton<EmbeddedHostService>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmbeddedHostService>());
        services.AddMvcCore();
    }

    private static HostKeys LoadKeys(IServiceProvider provider)
    {
        StateFolder folder = provider.GetRequiredService<StateFolder>();
        folder.Prepare();
        FunctionCatalog functions = provider.GetRequiredService<FunctionCatalog>();
        return new HostKeyStore(folder, provider.GetRequiredService<EmbeddedHostSettings>(), provider.GetRequiredService<ILogger<HostKeyStore>>())
            .Load(functions.OfKind(FunctionKind.Http).Select(function => function.Name));
    }
}
