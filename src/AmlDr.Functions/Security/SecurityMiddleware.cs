using System.Globalization;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Options;
using AmlDr.Functions.Http;
using AmlDr.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Security;

/// <summary>
/// Stands before every HTTP function. The host has asked for a function key already; here a request is held against the function's
/// <see cref="AccessRule"/>: who asks, with which names, with which body, how often. What is refused never reaches the function.
/// </summary>
internal sealed class SecurityMiddleware(
    AccessTable table, TokenReader tokens, BodyGuard bodies, StartLimiter limiter, PairRegistry pairs, IOptions<AmlDrOptions> options, RequestMeter meter,
    ILogger<SecurityMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private readonly bool _usesTokens = options.Value.Security.Mode == AuthorizationMode.EntraId;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        HttpContext http = context.GetHttpContext()
            ?? throw new InvalidOperationException("An HTTP function has no HTTP context: call ConfigureFunctionsWebApplication before UseAmlDrSecurity.");
        SecurityHeaders.AddTo(http.Response);
        if (await FindRefusalAsync(context, http.Request) is not { } refusal)
        {
            await next(context);
            return;
        }

        meter.CountRefusal(context.FunctionDefinition.Name, refusal.Code);
        logger.RequestRefused(context.FunctionDefinition.Name, refusal.Status.ToString(CultureInfo.InvariantCulture), refusal.Code);
        if (refusal.Header is { } header)
        {
            http.Response.Headers[header.Name] = header.Value;
        }

        context.GetInvocationResult().Value = ApiResult.Problem(http.Request, refusal.Status, refusal.Code, refusal.Title, refusal.Detail, refusal.Next);
    }

    private async Task<Refusal?> FindRefusalAsync(FunctionContext context, HttpRequest request)
    {
        if (!table.TryGet(context.FunctionDefinition.Name, out AccessRule? rule))
        {
            return new Refusal(
                StatusCodes.Status403Forbidden, "no-rule", "The function is closed", $"No rule says who may call {context.FunctionDefinition.Name}, so nobody may.");
        }

        (Refusal? refusal, Caller? caller) = _usesTokens ? await tokens.ReadAsync(request, context.CancellationToken) : (null, Caller.KeyHolder);
        if (caller is null)
        {
            return refusal;
        }

        bool starts = rule.Starts || (rule.StartingQuery is { } query && request.Query.ContainsKey(query));
        Role role = starts && rule.Role == Role.Reader ? Role.Operator : rule.Role;
        if (!caller.Has(role))
        {
            return new Refusal(
                StatusCodes.Status403Forbidden, "role-missing", "You may not do this",
                $"{rule.Function} needs the role {role.ClaimValue()}, which '{caller.Name}' does not have; ask for it to be assigned in Microsoft Entra ID.");
        }

        if (NameGuard.Check(request, rule) is { } bad)
        {
            return bad;
        }

        if (request.RouteValues.TryGetValue("pair", out object? pair) && !pairs.TryGet((string)pair!, out _))
        {
            return new Refusal(StatusCodes.Status404NotFound, "unknown-pair", ApiResult.UnknownPairTitle, ApiResult.UnknownPairDetail((string)pair!, pairs.All.Select(one => one.Name)))
            {
                Next = ApiResult.ListPairs,
            };
        }

        (refusal, object? body) = await bodies.ReadAsync(request, rule, context.CancellationToken);
        refusal ??= starts ? limiter.Count(request, rule, caller) : null;
        if (refusal is not null)
        {
            return refusal;
        }

        context.SetCaller(caller);
        if (body is not null)
        {
            context.SetBody(body);
        }

        return null;
    }
}
