using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AmlDr.Functions.Security;

/// <summary>Puts the security middleware before the HTTP functions.</summary>
public static class SecurityExtensions
{
    /// <summary>Adds the middleware. To be called after <c>ConfigureFunctionsWebApplication</c>, which gives the middleware its HTTP context.</summary>
    /// <param name="builder">The builder of the app.</param>
    /// <returns>The builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseAmlDrSecurity(this IFunctionsWorkerApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(AccessTable.Default);
        builder.Services.TryAddSingleton<TokenReader>();
        builder.Services.TryAddSingleton<BodyGuard>();
        builder.Services.TryAddSingleton<StartLimiter>();
        return builder.UseWhen<SecurityMiddleware>(IsHttp);
    }

    private static bool IsHttp(FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.Any(binding => string.Equals(binding.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase));
}
