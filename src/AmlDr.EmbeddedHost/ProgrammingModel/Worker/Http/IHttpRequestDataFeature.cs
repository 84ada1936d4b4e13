namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Gives the HTTP request of an invocation.</summary>
public interface IHttpRequestDataFeature
{
    /// <summary>The request, or null.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The request.</returns>
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
