using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AmlDr.Azure.Tests.Support;

/// <summary>A server that answers what a test says: for answers that neither the simulator nor Azurite would give.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();
    private readonly WebApplication _app;

    private ScriptedServer(Func<ScriptedRequest, HttpResponse, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.Run(async http =>
        {
            int number = _requests.Count;
            var request = new ScriptedRequest(
                number, http.Request.Method, http.Features.Get<IHttpRequestFeature>()!.RawTarget,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            _requests.Enqueue(request);
            await answer(request, http.Response);
        });
    }

    /// <summary>The requests in the order of their arrival.</summary>
    public IReadOnlyCollection<ScriptedRequest> Requests => _requests;

    /// <summary>Scheme, host and port.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="answer">Answers a request.</param>
    public static async Task<ScriptedServer> StartAsync(Func<ScriptedRequest, HttpResponse, Task> answer)
    {
        var server = new ScriptedServer(answer);
        await server._app.StartAsync();
        server.Endpoint = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>Starts a server that gives one answer to everything.</summary>
    public static Task<ScriptedServer> StartAsync(int status, string contentType, string body, params (string Name, string Value)[] headers) =>
        StartAsync((_, response) => AnswerAsync(response, status, contentType, body, headers));

    /// <summary>Writes an answer.</summary>
    public static Task AnswerAsync(
        HttpResponse response, int status, string contentType, string body, params (string Name, string Value)[] headers)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        foreach ((string name, string value) in headers)
        {
            response.Headers[name] = value;
        }

        return response.WriteAsync(body);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
