using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Security;

/// <summary>An HTTP function as its attributes describe it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Route">Its route, without the prefix.</param>
/// <param name="Methods">The HTTP methods, in lower case.</param>
/// <param name="Level">What key it asks for.</param>
public sealed record HttpFunction(string Name, string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level)
{
    /// <summary>Finds the HTTP functions of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The functions, by route.</returns>
    public static IReadOnlyList<HttpFunction> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. from type in assembly.GetTypes()
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
               let function = method.GetCustomAttribute<FunctionAttribute>()
               let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
               where function is not null && trigger is not null
               let route = trigger.Route ?? function.Name
               orderby route, function.Name
               select new HttpFunction(function.Name, route, [.. (trigger.Methods ?? []).Select(one => one.ToLowerInvariant())], trigger.AuthLevel),
        ];
    }
}
