using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>Calls webhooks and writes each call into the log.</summary>
internal sealed class WebhookClient(TimeProvider clock, CallLog log, FaultInjector faults, TimeSpan answerTimeout) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Posts a body and returns the status; 0 when there was no answer in time.</summary>
    public async Task<(int Status, string Body)> PostAsync(
        EventSubscriptionDefinition subscription, string? region, JsonNode body, string contentType, string eventType, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, subscription.EndpointUrl);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Wire.Json));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("aeg-event-type", eventType);
        request.Headers.Add("aeg-subscription-name", subscription.Name.ToUpperInvariant());
        request.Headers.Add("aeg-metadata-version", "1");
        string operation = eventType == "Notification" ? "events:deliver" : "subscriptions:validate";
        (int status, string text, _) = await SendAsync(request, subscription, region, operation, cancellationToken);
        return (status, text);
    }

    /// <summary>Asks for consent as CloudEvents has it.</summary>
    public async Task<(int Status, HttpResponseHeaders? Headers)> AskAsync(EventSubscriptionDefinition subscription, string origin, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Options, subscription.EndpointUrl);
        request.Headers.Add("WebHook-Request-Origin", origin);
        request.Headers.Add("WebHook-Request-Rate", "120");
        (int status, _, HttpResponseHeaders? headers) =
            await SendAsync(request, subscription, null, "subscriptions:validate", cancellationToken);
        return (status, headers);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, string Body, HttpResponseHeaders? Headers)> SendAsync(
        HttpRequestMessage request, EventSubscriptionDefinition subscription, string? region, string operation, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        DateTimeOffset time = clock.GetUtcNow();
        string address = subscription.EndpointUrl.PathAndQuery;
        Fault? fault = faults.Draw(AzureService.EventGrid, request.Method.Method, address, region, operation);
        bool sent = fault is null or { Kind: FaultKind.TimeoutAfter or FaultKind.ResetAfter };
        int status = 0;
        string body = string.Empty;
        string? error = null;
        HttpResponseHeaders? headers = null;
        long length = request.Content?.Headers.ContentLength ?? 0;
        if (sent)
        {
            using CancellationTokenSource timeout = new(answerTimeout, clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                using HttpResponseMessage answer = await _http.SendAsync(request, either.Token);
                body = await answer.Content.ReadAsStringAsync(either.Token);
                (status, headers) = ((int)answer.StatusCode, answer.Headers);
            }
            catch (HttpRequestException exception)
            {
                error = exception.HttpRequestError.ToString();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                error = "TimedOut";
            }
        }

        // A fault after the call loses an answer that the endpoint has given.
        bool lost = fault is not null;
        log.Add(new CallRecord
        {
            Time = time,
            Service = AzureService.EventGrid,
            Region = region,
            Method = request.Method.Method,
            Path = Redaction.Clean(subscription.EndpointUrl.GetLeftPart(UriPartial.Authority) + address),
            Operation = operation,
            Status = lost ? 0 : status,
            Error = error,
            Fault = fault?.Label,
            TookEffect = status is >= 200 and <= 204,
            Caller = subscription.Name,
            BytesOut = sent ? length : 0,
            BytesIn = body.Length,
            DurationMilliseconds = clock.GetElapsedTime(begun).TotalMilliseconds,
        });
        return lost ? (0, string.Empty, null) : (status, body, headers);
    }
}
