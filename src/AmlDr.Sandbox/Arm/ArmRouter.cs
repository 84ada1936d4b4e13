using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>
/// Tells what a call asks for, and names it. Words of the caller that the simulator does not know stay out of the names: the call log
/// counts by them, and shall not grow by what somebody mistypes.
/// </summary>
internal sealed class ArmRouter(ArmContext arm)
{
    /// <summary>The route; null when the address is none of Resource Manager's.</summary>
    public ArmRoute? Find(string method, IReadOnlyList<string> segments)
    {
        if (ArmPath.Parse(segments) is not { } path)
            return null;
        string verb = method.ToLowerInvariant();
        if (path.Namespace is null || (path.Chain.Count == 0 && path.Tail is null))
            return Subscription(path, verb);
        return LocationRoutes.Find(method, path) ?? Resource(path, method, verb);
    }

    /// <summary>The region whose outage stops the call; null when it belongs to none.</summary>
    public string? RegionOf(ArmPath path)
    {
        ArmPath subject = path;
        while (subject.Target is not null)
            subject = subject.Target;
        if (subject.Namespace is null || subject.Chain.Count == 0)
            return null;
        string? location = ArmPath.Is(subject.Chain[0].Type, "locations")
            ? subject.Chain[0].Name
            : ResourceAddress.Resolve(subject, arm.Types, 1) is { } root ? arm.Store.Find(root)?.Location : null;
        return arm.World.FindRegion(location)?.Name;
    }

    private static ArmRoute Subscription(ArmPath path, string verb)
    {
        (string name, string? permission) = path switch
        {
            { Namespace: not null } => ("providers", "Microsoft.Resources/subscriptions/providers/read"),
            { Tail: "subscriptions" } => ("subscriptions", null),
            { ResourceGroup: not null } => ("resourceGroups", $"Microsoft.Resources/subscriptions/resourceGroups/{PermissionVerb(verb)}"),
            _ when ArmPath.Is(path.Tail, "resourceGroups") => ("resourceGroups", "Microsoft.Resources/subscriptions/resourceGroups/read"),
            _ when ArmPath.Is(path.Tail, "locations") => ("subscriptions", "Microsoft.Resources/subscriptions/locations/read"),
            _ when ArmPath.Is(path.Tail, "providers") => ("providers", "Microsoft.Resources/subscriptions/providers/read"),
            _ => ("subscriptions", "Microsoft.Resources/subscriptions/read"),
        };
        return new ArmRoute(ArmRouteKind.Subscription, $"{name}:{verb}", path) { Permission = permission, Scope = path.Scope };
    }

    private static string PermissionVerb(string verb) => verb switch { "get" or "head" => "read", "delete" => "delete", _ => "write" };

    private static ArmRoute Unknown(ArmPath path, ArmException refusal, string operation = "unknown") =>
        new(ArmRouteKind.Unknown, operation, path) { Refusal = refusal };

    private static ArmException InvalidType(string type) => ArmException.Of(
        404, "InvalidResourceType", $"The resource type '{type}' could not be found, or does not support the method.");

    private ArmRoute Resource(ArmPath path, string method, string verb)
    {
        if (arm.Types.OfNamespace(path.Namespace!).Count == 0)
            return Unknown(path, ArmException.Of(404, "InvalidResourceNamespace", $"The resource namespace '{path.Namespace}' is invalid."));
        ResourceAddress? address = ResourceAddress.Resolve(path, arm.Types, path.Chain.Count);
        if (path.Chain.Count > 0 && address is null)
            return Unknown(path, InvalidType(path.Type));
        if (path.Tail is null)
            return One(path, address!, method, verb);
        bool isRead = method is "GET" or "HEAD";
        if (isRead && arm.Types.Find($"{path.Type}/{path.Tail}") is { } listed && (address is not null || CanList(listed, path)))
        {
            return new ArmRoute(ArmRouteKind.List, $"{listed.OperationBase}:list", path)
            {
                Permission = PermissionTable.ActionOf(listed.Type, "read"), Scope = address?.Id ?? path.Scope, Address = address, Listed = listed,
            };
        }

        if (address is not null && (isRead || method == "POST"))
            return Action(path, address, method);
        return Unknown(path, InvalidType($"{path.Type}/{path.Tail}"), address is null ? "unknown" : $"{address.Descriptor.OperationBase}:unknown");
    }

    /// <summary>Lists of top-level types can be asked of the subscription too, which holds those of all its groups.</summary>
    private static bool CanList(ResourceDescriptor listed, ArmPath path) =>
        listed.Scope != ResourceScope.Group || (path.SubscriptionId is not null && path.Target is null);

    private static ArmRoute One(ArmPath path, ResourceAddress address, string method, string verb)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        if (method == "POST" && descriptor.Post is { } post)
        {
            return new ArmRoute(ArmRouteKind.Action, $"{descriptor.OperationBase}:post", path)
            {
                Permission = $"{descriptor.Type}/action", Scope = address.Id, Address = address, Action = post,
            };
        }

        return new ArmRoute(ArmRouteKind.Resource, $"{descriptor.OperationBase}:{verb}", path)
        {
            Permission = PermissionTable.ActionOf(descriptor.Type, PermissionVerb(verb)), Scope = address.Id, Address = address,
        };
    }

    private static ArmRoute Action(ArmPath path, ResourceAddress address, string method)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        KeyValuePair<string, ResourceAction> known = descriptor.Actions.FirstOrDefault(
            action => ArmPath.Is(action.Key, path.Tail!) && action.Value.Method == (method == "HEAD" ? "GET" : method));
        if (known.Key is null)
        {
            return Unknown(
                path,
                method == "POST"
                    ? ArmException.Of(404, "InvalidAction", $"The resource type '{path.Type}' has no action '{path.Tail}'.")
                    : InvalidType($"{path.Type}/{path.Tail}"),
                $"{descriptor.OperationBase}:unknown");
        }

        return new ArmRoute(ArmRouteKind.Action, $"{descriptor.OperationBase}:{known.Key}", path)
        {
            Permission = $"{descriptor.Type}/{known.Key}/{(known.Value.Method == "GET" ? "read" : "action")}",
            Scope = address.Id,
            Address = address,
            Action = known.Value,
        };
    }
}
