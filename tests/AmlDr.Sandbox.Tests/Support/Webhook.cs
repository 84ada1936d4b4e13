using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>An endpoint that consents to subscriptions, keeps what it receives, and answers as told.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Webhook(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>Deliveries in order of arrival, handshakes left out.</summary>
    public ConcurrentQueue<Received> Deliveries { get; } = [];

    public ConcurrentQueue<Received> Handshakes { get; } = [];

    /// <summary>The status for the delivery with this number, from 1. 200 unless set.</summary>
    public Func<int, int> Status { get; set; } = _ => 200;

    /// <summary>Whether the validation code is returned.</summary>
    public bool Consents { get; set; } = true;

    /// <summary>Every event received, taken out of its array.</summary>
    public IReadOnlyList<JsonObject> Events => [.. Deliveries.SelectMany(delivery => delivery.Events)];

    public static async Task<Webhook> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        Webhook webhook = new(app);
        app.Run(webhook.HandleAsync);
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        webhook.Url = new Uri(address + "/hook?code=very-secret");
        return webhook;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        string? kind = http.Request.Headers["aeg-event-type"];
        if (http.Request.Method == "OPTIONS")
        {
            Handshakes.Enqueue(new Received(null, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
            if (Consents)
            {
                http.Response.Headers["WebHook-Allowed-Origin"] = http.Request.Headers["WebHook-Request-Origin"];
                http.Response.Headers["WebHook-Allowed-Rate"] = "120";
            }

            return;
        }

        JsonNode body = (await JsonNode.ParseAsync(http.Request.Body))!;
        Received received = new(body, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        if (kind == "SubscriptionValidation")
        {
            Handshakes.Enqueue(received);
            if (Consents)
                await http.Response.WriteAsJsonAsync(new { validationResponse = body[0]!["data"]!["validationCode"]!.ToString() });
            return;
        }

        int number;
        lock (Deliveries)
        {
            Deliveries.Enqueue(received);
            number = Deliveries.Count;
        }

        http.Response.StatusCode = Status(number);
    }

    /// <summary>What arrived.</summary>
    internal sealed record Received(JsonNode? Body, IReadOnlyDictionary<string, string> Headers)
    {
        public IEnumerable<JsonObject> Events => Body is JsonArray array ? array.Select(item => item!.AsObject()) : [Body!.AsObject()];
    }
}
