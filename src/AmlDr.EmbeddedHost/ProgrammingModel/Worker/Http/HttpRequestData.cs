using System.Collections.Specialized;
using System.Security.Claims;
using System.Web;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>An HTTP request.</summary>
public abstract class HttpRequestData
{
    private NameValueCollection? _query;

    /// <summary>Creates the request.</summary>
    /// <param name="functionContext">The invocation.</param>
#pragma warning disable CA1012 // The programming model declares it public.
    public HttpRequestData(FunctionContext functionContext)
#pragma warning restore CA1012
    {
        ArgumentNullException.ThrowIfNull(functionContext);
        FunctionContext = functionContext;
    }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The cookies.</summary>
    public abstract IReadOnlyCollection<IHttpCookie> Cookies { get; }

    /// <summary>The address.</summary>
    public abstract Uri Url { get; }

    /// <summary>The caller's identities.</summary>
    public abstract IEnumerable<ClaimsIdentity> Identities { get; }

    /// <summary>The method.</summary>
    public abstract string Method { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>The query's parameters.</summary>
    public virtual NameValueCollection Query => _query ??= HttpUtility.ParseQueryString(Url.Query);

    /// <summary>Begins an answer.</summary>
    /// <returns>The answer.</returns>
    public abstract HttpResponseData CreateResponse();
}
