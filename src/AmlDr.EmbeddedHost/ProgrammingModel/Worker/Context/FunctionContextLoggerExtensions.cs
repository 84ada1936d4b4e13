using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Loggers for functions.</summary>
public static class FunctionContextLoggerExtensions
{
    /// <summary>A logger.</summary>
    /// <typeparam name="T">The type that names the category.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <returns>The logger.</returns>
    public static ILogger<T> GetLogger<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILogger<T>>();
    }

    /// <summary>A logger.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="categoryName">The category.</param>
    /// <returns>The logger.</returns>
    public static ILogger GetLogger(this FunctionContext context, string categoryName)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
    }
}
