using System.Diagnostics;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Http;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.EventGrid;

/// <summary>
/// Takes deliveries of Event Grid for functions with an Event Grid trigger: the address, the key and the answers of the Functions
/// extension. What is stored as handled is answered 202; what failed is answered 500, and Event Grid delivers it again.
/// </summary>
internal sealed class EventGridWebhook(
    FunctionPipeline pipeline, HostRuntime runtime, HostKeys keys, TimeProvider time, ILogger<EventGridWebhook> logger)
{
    private const string Path = "/runtime/webhooks/eventgrid";

    // https://learn.microsoft.com/azure/event-grid/webhook-event-delivery
    private const string EventTypeHeader = "aeg-event-type";

    // https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md, section 4
    private const string OriginHeader = "WebHook-Request-Origin", AllowedOriginHeader = "WebHook-Allowed-Origin", AllowedRateHeader = "WebHook-Allowed-Rate";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        KeyFilter filter = new(keys, AuthorizationLevel.System, HostKeys.EventGridSystemKey);
        endpoints.MapPost(Path, (Delegate)HandleAsync).AddEndpointFilter(filter);
        endpoints.MapMethods(Path, [HttpMethods.Options], (Delegate)Validate).AddEndpointFilter(filter);
    }

    private IResult Validate(HttpContext http)
    {
        if (FindFunction(http) is not { } function)
        {
            return NoFunction(http);
        }

        string? origin = http.Request.Headers[OriginHeader];
        if (string.IsNullOrEmpty(origin))
        {
            return Refuse(function, $"The header {OriginHeader} is missing.");
        }

        http.Response.Headers[AllowedOriginHeader] = origin;
        http.Response.Headers[AllowedRateHeader] = "*";
        EventGridLog.Validated(logger, function.Name);
        return Results.Ok();
    }

    private async Task<IResult> HandleAsync(HttpContext http)
    {
        if (FindFunction(http) is not { } function)
        {
            return NoFunction(http);
        }

        byte[] body;
        try
        {
            body = await ReadBodyAsync(http);
        }
        catch (BadHttpRequestException exception)
        {
            EventGridLog.Refused(logger, function.Name, exception.Message);
            return Results.StatusCode(exception.StatusCode);
        }

        try
        {
            switch (http.Request.Headers[EventTypeHeader].ToString().ToUpperInvariant())
            {
                case "SUBSCRIPTIONVALIDATION":
                    string code = EventGridDelivery.ValidationCode(body);
                    EventGridLog.Validated(logger, function.Name);
                    return Results.Json(new { validationResponse = code });
                case "NOTIFICATION":
                    return await NotifyAsync(function, EventGridDelivery.Parse(body), http.RequestAborted);
                case "UNSUBSCRIBE":
                    EventGridLog.Unsubscribed(logger, function.Name);
                    return Results.Accepted();
                case var other:
                    return Refuse(function, $"The header {EventTypeHeader} is '{other}'. It must be SubscriptionValidation, Notification or Unsubscribe.");
            }
        }
        catch (FormatException exception)
        {
            return Refuse(function, exception.Message);
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = runtime.Settings.EventGridMaxBodyBytes;
        }

        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }

    private async Task<IResult> NotifyAsync(FunctionDescriptor function, EventGridDelivery delivery, CancellationToken aborted)
    {
        bool batched = ((EventGridTriggerAttribute)function.Trigger).IsBatched;
        IReadOnlyList<string> inputs = batched ? [delivery.All] : delivery.Events;
        Exception?[] failures = await Task.WhenAll(inputs.Select(input => InvokeAsync(function, input, aborted)));
        if (Array.Find(failures, failure => failure is not null and not FunctionInputConverterException) is not null)
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        // An event that does not fit the function will not fit the next time either: 400 tells Event Grid not to try again.
        return Array.Find(failures, failure => failure is not null) is { } misfit ? Refuse(function, misfit.Message) : Results.Accepted();
    }

#pragma warning disable CA1031 // Whatever the function throws makes Event Grid deliver the event again.
    private async Task<Exception?> InvokeAsync(FunctionDescriptor function, string input, CancellationToken aborted)
    {
        using CancellationTokenSource timeout = new(runtime.Settings.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(aborted, timeout.Token);
        try
        {
            await pipeline.InvokeAsync(function, new FunctionTrigger(input) { TraceParent = Activity.Current?.Id }, cancellation.Token);
            return null;
        }
        catch (FunctionInputConverterException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            EventGridLog.FunctionFailed(logger, exception, function.Name);
            return exception;
        }
    }
#pragma warning restore CA1031

    private FunctionDescriptor? FindFunction(HttpContext http) =>
        http.Request.Query["functionName"].ToString() is { Length: > 0 } name
        && runtime.Functions.Find(name) is { Kind: FunctionKind.EventGrid, Disabled: false } function ? function : null;

    private static IResult NoFunction(HttpContext http) => Results.Text(
        $"cannot find function: '{http.Request.Query["functionName"]}'", statusCode: StatusCodes.Status404NotFound);

    private IResult Refuse(FunctionDescriptor function, string reason)
    {
        EventGridLog.Refused(logger, function.Name, reason);
        return Results.Problem(reason, statusCode: StatusCodes.Status400BadRequest);
    }
}
