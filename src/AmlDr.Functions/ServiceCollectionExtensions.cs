using AmlDr.Core.Events;
using AmlDr.Functions.Events;
using AmlDr.Functions.Hosting;
using AmlDr.Functions.Http;
using AmlDr.Functions.Operations;
using AmlDr.Functions.Security;
using AmlDr.Functions.Signals;
using AmlDr.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions;

/// <summary>Registers what the functions share.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers the event reader, the HTTP helpers and the meters.</summary>
    /// <param name="services">The services; <see cref="AmlDr.Azure.ServiceCollectionExtensions.AddAmlDrAzure"/> is called on them too.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAmlDrFunctions(this IServiceCollection services)
    {
        services.AddSingleton<AssetEventReader>();
        services.AddSingleton<EventScope>();
        services.AddSingleton<MirrorMeter>();
        services.AddSingleton<ReadinessMeter>();
        services.AddSingleton<SignalMeter>();
        services.AddSingleton<SignalRefresher>();
        services.AddSingleton<AssetEventHandler>();
        services.AddSingleton<RequestMeter>();
        services.AddSingleton<PairOverview>();
        services.AddSingleton<HealthProbe>();
        services.AddSingleton<OpenApiDocument>();
        services.AddSingleton<OperationStarter>();
        services.AddSingleton<OperationActions>();
        services.AddSingleton<FailoverViewer>();
        services.AddHostedService<InputEndWatcher>();
        return services;
    }
}
