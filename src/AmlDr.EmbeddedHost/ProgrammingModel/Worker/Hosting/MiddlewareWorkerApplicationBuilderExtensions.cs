using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds middleware to a function app.</summary>
public static class MiddlewareWorkerApplicationBuilderExtensions
{
    /// <summary>Adds a middleware class, one instance for the app.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)
        where T : class, IFunctionsWorkerMiddleware => builder.UseWhen<T>(static _ => true);

    /// <summary>Adds a middleware.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="middleware">The middleware.</param>
    /// <returns>The builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware(
        this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Func<Task>, Task> middleware) =>
        builder.UseWhen(static _ => true, middleware);

    /// <summary>Adds a middleware class for some invocations.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="predicate">Which invocations.</param>
    /// <returns>The builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseWhen<T>(
        this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, bool> predicate)
        where T : class, IFunctionsWorkerMiddleware
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(predicate);
        builder.Services.TryAddSingleton<T>();
        return builder.Use(next => context =>
            predicate(context) ? context.InstanceServices.GetRequiredService<T>().Invoke(context, next) : next(context));
    }

    /// <summary>Adds a middleware for some invocations.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="predicate">Which invocations.</param>
    /// <param name="middleware">The middleware.</param>
    /// <returns>The builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseWhen(
        this IFunctionsWorkerApplicationBuilder builder,
        Func<FunctionContext, bool> predicate,
        Func<FunctionContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(middleware);
        return builder.Use(next => context => predicate(context) ? middleware(context, () => next(context)) : next(context));
    }
}
