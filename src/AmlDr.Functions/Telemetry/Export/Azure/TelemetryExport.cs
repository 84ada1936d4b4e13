using AmlDr.Azure.Copying;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace AmlDr.Functions.Telemetry.Export;

/// <summary>
/// Sends logs, metrics and spans to Application Insights, signed in with the app's identity. Built for Azure Functions only; <c>host.json</c> sets
/// <c>telemetryMode</c> for the host's own telemetry.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>Registers the exporter. Without <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> nothing is sent.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"]))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(CopyMeter.MeterName))
            .UseAzureMonitorExporter(options => options.Credential = new DefaultAzureCredential());
        return services;
    }
}
