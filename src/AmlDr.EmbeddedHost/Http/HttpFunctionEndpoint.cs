using System.Diagnostics;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>Answers requests by HTTP functions.</summary>
internal sealed class HttpFunctionEndpoint(FunctionPipeline pipeline, HostKeys keys, EmbeddedHostSettings settings, TimeProvider time, ILogger<HttpFunctionEndpoint> logger)
{
    public async Task HandleAsync(FunctionDescriptor function, HttpContext http)
    {
        AuthorizationLevel level = ((HttpTriggerAttribute)function.Trigger).AuthLevel;
        if (!keys.Allows(http.Request, level, function.Name))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using CancellationTokenSource timeout = new(settings.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, timeout.Token);
        FunctionTrigger trigger = new(http.Request)
        {
            Values = ValuesOf(http),
            TraceParent = Activity.Current is null ? http.Request.Headers.TraceParent.ToString() : null,
            TraceState = http.Request.Headers.TraceState.ToString(),
        };
        try
        {
            object? result = await pipeline.InvokeAsync(function, trigger, cancellation.Token, context =>
            {
                context.Items[HttpInvocation.HttpContextKey] = http;
                context.Features.Set<IHttpRequestDataFeature>(new HttpRequestDataFeature(http.Request));
            });
            await WriteAsync(http, ResultOf(result), cancellation.Token);
        }
#pragma warning disable CA1031 // The Functions host answers 500 with an empty body whatever the function throws; a client that has gone gets nothing.
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            HttpLog.ClientGone(logger, function.Name);
        }
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HttpLog.FunctionFailed(logger, exception, function.Name);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>Route values and query parameters by name; the key is none of the function's business.</summary>
    private static Dictionary<string, object?> ValuesOf(HttpContext http)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in http.Request.Query)
        {
            if (!string.Equals(name, HostKeys.QueryParameter, StringComparison.OrdinalIgnoreCase))
            {
                values[name] = value.ToString();
            }
        }

        foreach ((string name, object? value) in http.Request.RouteValues)
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>The answer that a function returned, by itself or as the marked property of an object.</summary>
    private static object? ResultOf(object? returned)
    {
        if (returned is null or IActionResult or IResult or HttpResponseData)
        {
            return returned;
        }

        System.Reflection.PropertyInfo? marked = Array.Find(
            returned.GetType().GetProperties(), property => property.IsDefined(typeof(HttpResultAttribute), inherit: true));
        return marked is null ? returned : marked.GetValue(returned);
    }

    private async Task WriteAsync(HttpContext http, object? result, CancellationToken cancellation)
    {
        switch (result)
        {
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult answer:
                await answer.ExecuteAsync(http);
                break;
            case EmbeddedHttpResponseData data:
                await data.WriteToAsync(http.Response, cancellation);
                break;
            default:
                // As the real host: 200 with an empty body. It surprises, so it is said.
                HttpLog.NoHttpResult(logger, result?.GetType().Name ?? "null");
                break;
        }
    }
}
