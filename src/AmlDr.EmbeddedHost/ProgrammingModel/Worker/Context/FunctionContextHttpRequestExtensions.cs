using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP request of an invocation, for middleware.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request, or null if the function has no HTTP trigger.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The request.</returns>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IHttpRequestDataFeature>() is { } feature ? feature.GetHttpRequestDataAsync(context) : default;
    }

    /// <summary>The answer that the function returned, or null if it returned none of this type.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The answer.</returns>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetInvocationResult().Value as HttpResponseData;
    }
}
