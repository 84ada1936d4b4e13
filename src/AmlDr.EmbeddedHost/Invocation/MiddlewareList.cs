using Microsoft.Azure.Functions.Worker.Middleware;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>The app's middleware in the order it was added.</summary>
internal sealed class MiddlewareList
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _items = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => _items.Add(middleware);

    public FunctionExecutionDelegate Build(FunctionExecutionDelegate last)
    {
        FunctionExecutionDelegate pipeline = last;
        for (int i = _items.Count - 1; i >= 0; i--)
        {
            pipeline = _items[i](pipeline);
        }

        return pipeline;
    }
}
