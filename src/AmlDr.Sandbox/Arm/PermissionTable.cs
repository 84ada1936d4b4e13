using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>Every operation that Resource Manager serves, with the action that a role must allow for it.</summary>
internal static class PermissionTable
{
    /// <summary>The operations as the call log names them, with method and action. An action of null means that none is needed.</summary>
    public static IEnumerable<(string Operation, string Method, string? Permission)> All(ResourceTypeTable types) =>
        types.All.SelectMany(Of).Concat(LocationRoutes.All()).Concat(LinkedAccess.All());

    /// <summary>The action of a verb: assets of a registry have three of them, whatever their kind.</summary>
    public static string ActionOf(string type, string verb) =>
        type.StartsWith(AssetTypes.Registry + "/", StringComparison.OrdinalIgnoreCase) ? $"{AssetTypes.Registry}/assets/{verb}" : $"{type}/{verb}";

    /// <summary>The actions of one provider, as <c>GET /providers/{namespace}/operations</c> tells them.</summary>
    public static IEnumerable<JsonObject> Describe(ResourceTypeTable types, string provider) => All(types)
        .Select(entry => entry.Permission)
        .OfType<string>()
        .Where(action => action.StartsWith(provider + "/", StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.OrdinalIgnoreCase)
        .Select(action => new JsonObject
        {
            ["name"] = action,
            ["isDataAction"] = false,
            ["display"] = new JsonObject
            {
                ["provider"] = provider,
                ["resource"] = action[(provider.Length + 1)..action.LastIndexOf('/')],
                ["operation"] = action[(action.LastIndexOf('/') + 1)..],
                ["description"] = action,
            },
        });

    private static IEnumerable<(string Operation, string Method, string? Permission)> Of(ResourceDescriptor type)
    {
        string name = type.OperationBase;
        yield return ($"{name}:get", "GET", ActionOf(type.Type, "read"));
        yield return ($"{name}:list", "GET", ActionOf(type.Type, "read"));
        if (!type.ServiceOwned)
        {
            yield return ($"{name}:put", "PUT", ActionOf(type.Type, "write"));
            yield return ($"{name}:delete", "DELETE", ActionOf(type.Type, "delete"));
        }

        if (type.Patchable is not null)
            yield return ($"{name}:patch", "PATCH", ActionOf(type.Type, "write"));
        if (type.Post is not null)
            yield return ($"{name}:post", "POST", type.Type + "/action");
        foreach ((string action, ResourceAction run) in type.Actions)
            yield return ($"{name}:{action}", run.Method, $"{type.Type}/{action}/{(run.Method == "GET" ? "read" : "action")}");
    }
}
