using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Calls a function's method, static or on a new instance, and awaits what it returns.</summary>
internal sealed class FunctionCode
{
    private readonly MethodInvoker _invoker;
    private readonly Func<object?, ValueTask<object?>> _await;
    private readonly ObjectFactory? _factory;

    public FunctionCode(MethodInfo method)
    {
        _invoker = MethodInvoker.Create(method);
        _await = AwaiterFor(method.ReturnType);
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.ReflectedType!, []);
    }

    public ValueTask<object?> InvokeAsync(IServiceProvider services, object?[] arguments)
    {
        object? instance = _factory?.Invoke(services, null);
        return _await(_invoker.Invoke(instance, arguments.AsSpan()));
    }

    private static Func<object?, ValueTask<object?>> AwaiterFor(Type returnType)
    {
        if (returnType == typeof(void))
        {
            return static _ => default;
        }

        if (returnType == typeof(Task))
        {
            return static returned => AwaitTask((Task)returned!);
        }

        if (returnType == typeof(ValueTask))
        {
            return static returned => AwaitTask(((ValueTask)returned!).AsTask());
        }

        Type? definition = returnType.IsGenericType ? returnType.GetGenericTypeDefinition() : null;
        string? wrapper = definition == typeof(Task<>) ? nameof(AwaitTaskOf) : definition == typeof(ValueTask<>) ? nameof(AwaitValueTaskOf) : null;
        return wrapper is null
            ? static returned => new ValueTask<object?>(returned)
            : typeof(FunctionCode).GetMethod(wrapper, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(returnType.GetGenericArguments()).CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static async ValueTask<object?> AwaitTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> AwaitTaskOf<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> AwaitValueTaskOf<T>(object? task) => await (ValueTask<T>)task!;
}
