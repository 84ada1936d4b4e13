using AmlDr.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>
/// The headers of <c>extensions.http.customHeaders</c> in <c>host.json</c>: every answer gets those that it does not have, as from the Functions host,
/// whether a function gives the answer or the host.
/// </summary>
internal static class CustomHeaders
{
    public static void UseCustomHeaders(this IApplicationBuilder app)
    {
        IReadOnlyDictionary<string, string> headers = app.ApplicationServices.GetRequiredService<EmbeddedHostSettings>().CustomHeaders;
        if (headers.Count == 0)
        {
            return;
        }

        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                foreach ((string name, string value) in headers)
                {
                    http.Response.Headers.TryAdd(name, value);
                }

                return Task.CompletedTask;
            });
            return next(http);
        });
    }
}
