namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>ASP.NET Core types in HTTP functions.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions take an <c>HttpRequest</c> and return an <c>IActionResult</c> or an <c>IResult</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Options.AspNetCoreIntegration = true;
        return builder;
    }
}
