using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>An HTTP answer in the worker's own shape. It becomes the answer when the function returns it.</summary>
internal sealed class EmbeddedHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly CookieList _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public async Task WriteToAsync(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = (int)StatusCode;
        foreach ((string name, IEnumerable<string> values) in Headers)
        {
            response.Headers[name] = values.ToArray();
        }

        foreach (IHttpCookie cookie in _cookies.Items)
        {
            response.Cookies.Append(cookie.Name, cookie.Value, OptionsOf(cookie));
        }

        if (Body.CanSeek)
        {
            Body.Position = 0;
        }

        await Body.CopyToAsync(response.Body, cancellation);
    }

    private static CookieOptions OptionsOf(IHttpCookie cookie) => new()
    {
        Domain = cookie.Domain,
        Expires = cookie.Expires,
        HttpOnly = cookie.HttpOnly ?? false,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Path = cookie.Path ?? "/",
        Secure = cookie.Secure ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };

    private sealed class CookieList : HttpCookies
    {
        public List<IHttpCookie> Items { get; } = [];

        public override void Append(string name, string value) => Items.Add(new HttpCookie(name, value));

        public override void Append(IHttpCookie cookie) => Items.Add(cookie);

        public override IHttpCookie CreateNew() => new HttpCookie(string.Empty, string.Empty);
    }
}
