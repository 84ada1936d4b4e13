using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Access;

/// <summary>One permission of a role: what it allows, less what it excludes.</summary>
internal sealed class RolePermission(JsonObject permission)
{
    private readonly ActionPattern[] _actions = Read(permission, "actions");
    private readonly ActionPattern[] _notActions = Read(permission, "notActions");
    private readonly ActionPattern[] _dataActions = Read(permission, "dataActions");
    private readonly ActionPattern[] _notDataActions = Read(permission, "notDataActions");

    public bool Allows(string action, bool isData) => isData
        ? Matches(_dataActions, action) && !Matches(_notDataActions, action)
        : Matches(_actions, action) && !Matches(_notActions, action);

    private static bool Matches(ActionPattern[] patterns, string action) => patterns.Any(pattern => pattern.Matches(action));

    private static ActionPattern[] Read(JsonObject permission, string name) =>
        [.. (permission[name] as JsonArray ?? []).Select(item => new ActionPattern(item!.ToString()))];
}
