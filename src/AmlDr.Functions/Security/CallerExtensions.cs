using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Security;

/// <summary>What the security middleware found out about a request, for endpoints.</summary>
public static class CallerExtensions
{
    private static readonly object CallerKey = new();
    private static readonly object BodyKey = new();

    /// <summary>Who sent the request.</summary>
    /// <param name="context">The invocation of an HTTP function.</param>
    /// <returns>The caller.</returns>
    /// <exception cref="InvalidOperationException">The request did not come through the security middleware.</exception>
    public static Caller GetCaller(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(CallerKey, out object? caller)
            ? (Caller)caller
            : throw new InvalidOperationException("The request has no caller: call UseAmlDrSecurity when the app is built.");
    }

    /// <summary>The body of the request, read and checked as its <see cref="AccessRule.Body"/> says.</summary>
    /// <typeparam name="T">The type that the rule names.</typeparam>
    /// <param name="context">The invocation of an HTTP function.</param>
    /// <returns>The body; null when there is none and the rule allows that.</returns>
    public static T? GetBody<T>(this FunctionContext context)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(BodyKey, out object? body) ? (T)body : null;
    }

    internal static void SetCaller(this FunctionContext context, Caller caller) => context.Items[CallerKey] = caller;

    internal static void SetBody(this FunctionContext context, object body) => context.Items[BodyKey] = body;
}
