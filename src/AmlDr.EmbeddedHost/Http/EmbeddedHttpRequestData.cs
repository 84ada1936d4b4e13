using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>An HTTP request of ASP.NET Core in the worker's own shape.</summary>
internal sealed class EmbeddedHttpRequestData : HttpRequestData
{
    private readonly HttpRequest _request;
    private readonly Lazy<HttpHeadersCollection> _headers;
    private readonly Lazy<IReadOnlyCollection<IHttpCookie>> _cookies;

    public EmbeddedHttpRequestData(HttpRequest request, FunctionContext context)
        : base(context)
    {
        _request = request;
        Url = new Uri(request.GetEncodedUrl());
        _headers = new(() => new HttpHeadersCollection(
            request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? string.Empty)))));
        _cookies = new(() => [.. request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))]);
    }

    public override Stream Body => _request.Body;

    public override HttpHeadersCollection Headers => _headers.Value;

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies.Value;

    public override Uri Url { get; }

    public override IEnumerable<ClaimsIdentity> Identities => _request.HttpContext.User.Identities;

    public override string Method => _request.Method;

    public override HttpResponseData CreateResponse() => new EmbeddedHttpResponseData(FunctionContext);
}
