using AmlDr.EmbeddedHost.EventGrid;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>Maps everything that the host answers over HTTP.</summary>
internal static class EndpointMapping
{
    public static void MapEmbeddedHost(this IEndpointRouteBuilder endpoints)
    {
        HostRuntime runtime = endpoints.ServiceProvider.GetRequiredService<HostRuntime>();
        HttpFunctionEndpoint functions = endpoints.ServiceProvider.GetRequiredService<HttpFunctionEndpoint>();
        foreach (FunctionDescriptor function in runtime.Functions.OfKind(FunctionKind.Http))
        {
            HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
            string pattern = RouteOf(runtime.Settings.RoutePrefix, trigger.Route ?? function.Name);
            Task Handle(HttpContext http) => functions.HandleAsync(function, http);
            _ = trigger.Methods is { Length: > 0 } methods
                ? endpoints.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), Handle)
                : endpoints.Map(pattern, Handle);
        }

        endpoints.ServiceProvider.GetRequiredService<EventGridWebhook>().Map(endpoints);
        endpoints.ServiceProvider.GetRequiredService<AdminEndpoints>().Map(endpoints);
        endpoints.ServiceProvider.GetRequiredService<DurableManagementEndpoints>().Map(endpoints);
    }

    private static string RouteOf(string prefix, string route) => $"{prefix.Trim('/')}/{route.TrimStart('/')}".TrimStart('/');
}
