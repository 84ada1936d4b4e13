using System.Text;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>Fills the trigger parameter of HTTP functions.</summary>
internal static class HttpBinding
{
    public static async ValueTask<object?> BindAsync(
        EmbeddedFunctionContext context, FunctionParameter parameter, Func<object?, ValueTask<object?>> convert)
    {
        HttpContext http = context.GetHttpContext()!;
        if (parameter.Type == typeof(HttpRequestData))
        {
            return new EmbeddedHttpRequestData(http.Request, context);
        }

        if (parameter.Type == typeof(HttpContext))
        {
            return http;
        }

        // Anything else is made from the body.
        using StreamReader reader = new(http.Request.Body, Encoding.UTF8, leaveOpen: true);
        string body = await reader.ReadToEndAsync(context.CancellationToken);
        return await convert(body.Length == 0 ? null : body);
    }
}
