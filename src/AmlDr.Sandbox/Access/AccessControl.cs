using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Access;

/// <summary>
/// Role-based access control. Off until it is enabled; then every call to Resource Manager, and every call to blobs, files and endpoints
/// with a token, needs a role assignment that allows its action at its scope. Keys and signatures made with keys are not asked, as in Azure.
/// Role definitions and assignments are resources of Microsoft.Authorization and can be written as such.
/// </summary>
public sealed class AccessControl
{
    private const int MostUses = 100_000;

    private readonly ResourceStore _store;
    private readonly ResourceTypeTable _types;
    private readonly Func<string, JsonObject, StoredResource> _write;
    private readonly ConcurrentDictionary<(string Principal, string Action, bool IsData, bool Allowed), AccessUse> _uses = new();
    private IReadOnlyList<RoleGrant>? _grants;

    internal AccessControl(ResourceStore store, ResourceTypeTable types, Func<string, JsonObject, StoredResource> write)
    {
        _store = store;
        _types = types;
        _write = write;
    }

    /// <summary>Whether calls are held against role assignments.</summary>
    public bool Enforced { get; set; }

    /// <summary>Every action that was asked for, by principal, once if it was let through and once if it was refused; whether or not roles are enforced.</summary>
    public IReadOnlyList<AccessUse> Uses =>
        [.. _uses.Values.OrderBy(use => use.Principal, StringComparer.Ordinal).ThenBy(use => use.Action, StringComparer.OrdinalIgnoreCase).ThenBy(use => use.Allowed)];

    /// <summary>Assigns a role, past Resource Manager.</summary>
    /// <param name="principalId">Object id of the principal, as tokens carry it in <c>oid</c>; for opaque tokens the caller's name in the call log.</param>
    /// <param name="role">Name or GUID of a role that exists: one of Azure's own, or a custom one.</param>
    /// <param name="scope">ARM id of the scope.</param>
    /// <returns>ARM id of the assignment.</returns>
    /// <exception cref="ArgumentException">There is no such role, or the scope is no ARM id.</exception>
    public string Grant(string principalId, string role, string scope)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(principalId);
        if (string.IsNullOrEmpty(scope) || !scope.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'scope' is '{scope}'; it must be an ARM id.", nameof(scope));
        StoredResource definition = Definitions().FirstOrDefault(known => ArmPath.Is(known.Name, role) || ArmPath.Is(RoleName(known), role))
            ?? throw new ArgumentException($"'role' is '{role}'; there is no role of this name or id.", nameof(role));
        string id = $"{scope.TrimEnd('/')}/providers/{AuthorizationTypes.RoleAssignments}/{Guid.NewGuid()}";
        return _write(id, new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["principalId"] = principalId, ["roleDefinitionId"] = definition.Id, ["principalType"] = "ServicePrincipal", ["scope"] = scope.TrimEnd('/'),
            },
        }).Id;
    }

    /// <summary>Defines, or redefines, a custom role, past Resource Manager.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="actions">Actions of Resource Manager that it allows; <c>*</c> stands for any text.</param>
    /// <param name="dataActions">Actions on data that it allows.</param>
    /// <returns>The role's GUID.</returns>
    public string Define(string name, IReadOnlyList<string> actions, IReadOnlyList<string>? dataActions = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string id = Definitions().FirstOrDefault(known => RoleName(known) == name)?.Name ?? Guid.NewGuid().ToString();
        JsonObject body = new BuiltInRole(id, name, [.. actions]) { DataActions = [.. dataActions ?? []] }.ToBody();
        body["properties"]!["type"] = "CustomRole";
        _write($"/subscriptions/{WorldTopology.SubscriptionId}/providers/{AuthorizationTypes.RoleDefinitions}/{id}", body);
        return id;
    }

    /// <summary>Whether a principal may do something, whether or not access control is enforced.</summary>
    /// <param name="principalId">Object id of the principal.</param>
    /// <param name="action">The action.</param>
    /// <param name="scope">ARM id of the scope.</param>
    /// <param name="isData">Whether it is an action on data.</param>
    public bool Allows(string principalId, string action, string scope, bool isData = false)
    {
        ArgumentNullException.ThrowIfNull(scope);
        string lower = scope.TrimEnd('/').ToLowerInvariant();
        return Grants().Any(grant => ArmPath.Is(grant.Principal, principalId) && grant.Allows(action, lower, isData));
    }

    /// <summary>Whether a caller may do something now.</summary>
    internal bool Admits(CallerIdentity caller, string action, string scope, bool isData = false)
    {
        string principal = caller.ObjectId ?? caller.Key;
        bool allowed = !Enforced || Allows(principal, action, scope, isData);

        // Actions come from tables and kinds of resources, so that there are only so many; principals are whoever calls.
        (string, string, bool, bool) key = (principal, action.ToLowerInvariant(), isData, allowed);
        if (!_uses.ContainsKey(key) && _uses.Count < MostUses)
            _uses.TryAdd(key, new AccessUse(principal, action, isData, scope, allowed));
        return allowed;
    }

    /// <summary>Refuses a call to Resource Manager that no role allows.</summary>
    internal void Demand(CallerIdentity caller, string action, string scope)
    {
        if (Admits(caller, action, scope))
            return;
        throw ArmException.Of(
            403,
            "AuthorizationFailed",
            $"The client '{caller.ApplicationId ?? caller.Key}' with object id '{caller.ObjectId ?? caller.Key}' does not have authorization to perform action '{action}' "
            + $"over scope '{(scope.Length == 0 ? "/" : scope)}' or the scope is invalid. If access was recently granted, please refresh your credentials.");
    }

    /// <summary>Refuses, in the words of the AML front end, what it checks by itself besides the call's own action.</summary>
    internal void DemandOfService(CallerIdentity caller, string action, string scope)
    {
        if (!Admits(caller, action, scope))
            throw ArmException.User(403, "AuthorizationError", $"Identity does not have permissions for {action} actions.");
    }

    /// <summary>Refuses a write whose body names another resource that the caller may not use in this way.</summary>
    internal void DemandLinked(CallerIdentity caller, string action, string scope, string linkedAction, string linkedScope)
    {
        if (Admits(caller, linkedAction, linkedScope))
            return;
        throw ArmException.Of(
            403,
            "LinkedAuthorizationFailed",
            $"The client '{caller.ApplicationId ?? caller.Key}' with object id '{caller.ObjectId ?? caller.Key}' has permission to perform action '{action}' on scope '{scope}'; "
            + $"however, it does not have permission to perform action(s) '{linkedAction}' on the linked scope(s) '{linkedScope}' (respectively) or the linked scope(s) are invalid.");
    }

    /// <summary>A role definition or assignment was written or removed.</summary>
    internal void Forget() => Volatile.Write(ref _grants, null);

    private static string? RoleName(StoredResource definition) => definition.ReadBody()["properties"]?["roleName"]?.ToString();

    private IReadOnlyList<StoredResource> Definitions() => _store.Roots(_types.Find(AuthorizationTypes.RoleDefinitions)!);

    private IReadOnlyList<RoleGrant> Grants()
    {
        if (Volatile.Read(ref _grants) is { } known)
            return known;
        lock (_store.Gate)
        {
            Dictionary<string, IReadOnlyList<RolePermission>> roles = Definitions().ToDictionary(
                definition => definition.Name,
                IReadOnlyList<RolePermission> (definition) =>
                    [.. (definition.ReadBody()["properties"]?["permissions"] as JsonArray ?? []).OfType<JsonObject>().Select(permission => new RolePermission(permission))],
                StringComparer.OrdinalIgnoreCase);
            RoleGrant[] grants =
            [
                .. _store.Roots(_types.Find(AuthorizationTypes.RoleAssignments)!).Select(assignment =>
                {
                    JsonNode properties = assignment.ReadBody()["properties"]!;
                    string role = properties["roleDefinitionId"]?.ToString() ?? string.Empty;
                    return new RoleGrant(
                        properties["principalId"]?.ToString() ?? string.Empty,
                        AuthorizationTypes.ScopeOf(assignment.Id).ToLowerInvariant(),
                        roles.GetValueOrDefault(role[(role.LastIndexOf('/') + 1)..], []));
                }),
            ];
            Volatile.Write(ref _grants, grants);
            return grants;
        }
    }
}
