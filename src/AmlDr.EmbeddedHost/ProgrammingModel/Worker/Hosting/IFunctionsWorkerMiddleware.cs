namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A middleware: it sees every invocation. In orchestrators it sees every step, and must not await anything but <c>next</c>.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Handles an invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline.</param>
    /// <returns>A task that ends with the invocation.</returns>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
