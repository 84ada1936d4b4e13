using System.Diagnostics.Metrics;
using System.Net;
using AmlDr.Functions.Telemetry.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Tests.Telemetry;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Stop_AfterAMeasurement_SendsItToTheCollector()
    {
        var received = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication collector = builder.Build();
        collector.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            received.TrySetResult((int)body.Length);
        });
        await collector.StartAsync();
        string address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            })
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddMetrics();
        services.AddTelemetryExport(configuration);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHostedService export = Assert.Single(provider.GetServices<IHostedService>());

        await export.StartAsync(CancellationToken.None);
        provider.GetRequiredService<IMeterFactory>().Create("AmlDr").CreateCounter<long>("amldr.test").Add(1);
        await export.StopAsync(CancellationToken.None);

        Assert.True(await received.Task.WaitAsync(TimeSpan.FromSeconds(30)) > 0);
    }

    [Fact]
    public void AddTelemetryExport_WithoutAnEndpoint_RegistersNothing()
    {
        var services = new ServiceCollection();

        services.AddTelemetryExport(new ConfigurationBuilder().Build());

        Assert.Empty(services);
    }
}
