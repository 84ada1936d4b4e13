using AmlDr.EmbeddedHost.Http;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The ASP.NET Core side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The HTTP context, or null if the function has no HTTP trigger.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The HTTP context.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpInvocation.HttpContextKey, out object? value) ? value as HttpContext : null;
    }
}
