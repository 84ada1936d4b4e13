using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>Answers 401 to requests without a key for a level.</summary>
internal sealed class KeyFilter(HostKeys keys, AuthorizationLevel level, string? name = null) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        keys.Allows(context.HttpContext.Request, level, name) ? await next(context) : Results.StatusCode(StatusCodes.Status401Unauthorized);
}
