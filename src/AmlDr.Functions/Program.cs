using AmlDr.Azure;
using AmlDr.Functions;
using AmlDr.Functions.Security;
using AmlDr.Functions.Telemetry.Export;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseAmlDrSecurity();
builder.Services.AddAmlDrAzure(builder.Configuration);
builder.Services.AddAmlDrFunctions();
builder.Services.AddTelemetryExport(builder.Configuration);
await builder.Build().RunAsync();
