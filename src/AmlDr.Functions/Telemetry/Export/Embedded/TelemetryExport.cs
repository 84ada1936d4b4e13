using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Telemetry.Export;

/// <summary>Sends metrics and spans by OTLP. Built for the embedded host only; in Azure the exporter is Application Insights'.</summary>
internal static class TelemetryExport
{
    /// <summary>Registers the exporter. Without <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> nothing is sent.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            services.AddHostedService<OtlpExport>();
        }

        return services;
    }
}
