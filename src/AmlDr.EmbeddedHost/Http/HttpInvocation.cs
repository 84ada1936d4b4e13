namespace AmlDr.EmbeddedHost.Http;

internal static class HttpInvocation
{
    /// <summary>Where an invocation keeps its HTTP context among its items; the name that the real worker uses.</summary>
    public const string HttpContextKey = "HttpRequestContext";
}
