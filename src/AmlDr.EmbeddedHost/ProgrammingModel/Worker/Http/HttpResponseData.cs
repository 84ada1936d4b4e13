using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>An HTTP answer.</summary>
public abstract class HttpResponseData
{
    /// <summary>Creates the answer.</summary>
    /// <param name="functionContext">The invocation.</param>
#pragma warning disable CA1012 // The programming model declares it public.
    public HttpResponseData(FunctionContext functionContext)
#pragma warning restore CA1012
    {
        ArgumentNullException.ThrowIfNull(functionContext);
        FunctionContext = functionContext;
    }

    /// <summary>The status code.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>The cookies to set.</summary>
    public abstract HttpCookies Cookies { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>Begins an answer.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer.</returns>
    public static HttpResponseData CreateResponse(HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CreateResponse();
    }
}
