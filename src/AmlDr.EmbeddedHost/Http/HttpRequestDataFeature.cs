using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace AmlDr.EmbeddedHost.Http;

internal sealed class HttpRequestDataFeature(HttpRequest request) : IHttpRequestDataFeature
{
    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(new EmbeddedHttpRequestData(request, context));
}
