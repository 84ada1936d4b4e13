using AmlDr.EmbeddedHost.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Inputs and results of an invocation, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>Binds a parameter ahead of the function and lets middleware replace its value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <param name="bindingMetadata">The binding, from <see cref="FunctionDefinition.InputBindings"/>.</param>
    /// <returns>The bound value.</returns>
    public static async ValueTask<InputBindingData<T>> BindInputAsync<T>(this FunctionContext context, BindingMetadata bindingMetadata)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(bindingMetadata);
        return await InvocationBindings.Of(context).BindAheadAsync<T>(context, bindingMetadata);
    }

    /// <summary>What the function returned.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The result; setting its value replaces it.</returns>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return InvocationBindings.Of(context).Result;
    }

    /// <summary>What the function returned.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <returns>The result; setting its value replaces it.</returns>
    /// <exception cref="InvalidOperationException">The result is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return InvocationBindings.Of(context).ResultAs<T>();
    }
}
