using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/openapi.json</c>: the contract of the HTTP API, OpenAPI 3.1.</summary>
/// <param name="document">The contract.</param>
public sealed class OpenApiEndpoint(OpenApiDocument document)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    [Function("GetOpenApi")]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request) =>
        new ContentResult { Content = document.Text, ContentType = "application/json; charset=utf-8", StatusCode = StatusCodes.Status200OK };
}
