using AmlDr.Azure;
using AmlDr.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddAmlDrAzure(builder.Configuration);
builder.Services.AddAmlDrFunctions();
await builder.Build().RunAsync();
