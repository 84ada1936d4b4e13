using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Configures a function app.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>The app's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds a middleware.</summary>
    /// <param name="middleware">Makes a delegate that calls the next one.</param>
    /// <returns>The builder.</returns>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}
