using System.Text;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Webhooks;

namespace AmlDr.Sandbox.Control;

/// <summary>The sinks, and what they have taken.</summary>
internal static class WebhookRoutes
{
    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("POST", "/webhooks/{name}", "A sink: takes any call, keeps headers and body, answers 200 or as it was told to fail.",
            (request, cancellation) => TakeAsync(azure, request, cancellation), Body: """{"any":"thing"}"""),
        new("GET", "/webhooks/{name}", "The newest thousand calls that a sink has taken, oldest first.", (request, _) => ControlService.OkAsync(azure.Webhooks.Calls(request["name"]))),
        new("PUT", "/webhooks/{name}/failure", "Lets a sink fail: so many times, or for good.", async (request, cancellation) =>
        {
            WebhookFailure failure = await request.BodyAsync<WebhookFailure>(cancellation);
            azure.Webhooks.SetFailure(request["name"], failure);
            return ControlService.Ok(failure);
        }, Body: """{"status":503,"times":2,"retryAfterSeconds":1}"""),
        new("DELETE", "/webhooks/{name}/failure", "Lets a sink work again.", (request, _) =>
        {
            azure.Webhooks.SetFailure(request["name"], null);
            return Task.FromResult(SimResponse.Empty(204));
        }),
        new("DELETE", "/webhooks/{name}", "Forgets what a sink has taken, and how it fails.", (request, _) =>
        {
            azure.Webhooks.Clear(request["name"]);
            return Task.FromResult(SimResponse.Empty(204));
        }),
    ];

    private static async Task<SimResponse> TakeAsync(SimulatedAzure azure, ControlRequest request, CancellationToken cancellationToken)
    {
        string body = Encoding.UTF8.GetString(await request.BytesAsync(cancellationToken));
        DateTimeOffset time = azure.Clock.GetUtcNow();
        WebhookFailure? failure = azure.Webhooks.Take(request["name"], status => new WebhookCall
        {
            Time = time, Method = request.Method, Query = request.RawQuery, Headers = request.Headers, Body = body, Status = status,
        });
        return failure is null
            ? SimResponse.Empty(200)
            : SimResponse.Empty(failure.Status).With("Retry-After", failure.RetryAfterSeconds is { } seconds ? Wire.Number(seconds) : null);
    }
}
