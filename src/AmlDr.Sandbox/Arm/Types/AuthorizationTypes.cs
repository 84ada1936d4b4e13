using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Role definitions and role assignments.</summary>
internal static class AuthorizationTypes
{
    public const string RoleDefinitions = "Microsoft.Authorization/roleDefinitions";

    public const string RoleAssignments = "Microsoft.Authorization/roleAssignments";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = RoleDefinitions,
            Scope = ResourceScope.Subscription,
            HasSystemData = false,
            NameRule = MustBeGuid,
            Schema = new BodySchema(
            [
                Fields.Text("roleName") with { Required = true },
                new("properties.permissions", FieldKind.List) { Required = true },
                new("properties.assignableScopes", FieldKind.List) { Required = true },
            ]),
            List = new ListFeatures { ODataFilter = FilterDefinitions },
            Normalise = (body, _) => body["properties"]!["type"] ??= "CustomRole",
            Check = RefuseBuiltIn,
            CheckDelete = (definition, write) => RefuseBuiltIn(definition.ReadBody(), write),
            Stored = (_, arm) => arm.Access.Forget(),
            Removed = (_, arm) => arm.Access.Forget(),
        },
        new ResourceDescriptor
        {
            Type = RoleAssignments,
            Scope = ResourceScope.Anywhere,
            HasSystemData = false,
            NameRule = MustBeGuid,
            Schema = new BodySchema(
            [
                Fields.Text("roleDefinitionId") with { Required = true },
                Fields.Text("principalId") with { Required = true },
                Fields.Text("principalType"), Fields.Text("condition"), Fields.Text("conditionVersion"), Fields.Text("description"),
            ]),
            List = new ListFeatures { ODataFilter = FilterAssignments, ReachesAround = true },
            Normalise = SetScope,
            Check = CheckAssignment,
            Stored = (_, arm) => arm.Access.Forget(),
            Removed = (_, arm) => arm.Access.Forget(),
        },
    ];

    /// <summary>The scope that an assignment's id begins with.</summary>
    public static string ScopeOf(string assignmentId) =>
        assignmentId[..assignmentId.LastIndexOf("/providers/" + RoleAssignments, StringComparison.OrdinalIgnoreCase)];

    private static string? MustBeGuid(string name) => Guid.TryParse(name, out _) ? null : $"The name '{name}' must be a GUID.";

    private static void RefuseBuiltIn(JsonObject body, WriteContext write)
    {
        if ((write.Existing ?? body)["properties"]?["type"]?.ToString() == "BuiltInRole")
            throw ArmException.Of(403, "RoleDefinitionCannotBeModified", "A built-in role cannot be changed or deleted.");
    }

    private static void SetScope(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        properties["scope"] = ScopeOf(write.Address.Id);
        properties["principalType"] ??= "ServicePrincipal";
    }

    private static void CheckAssignment(JsonObject body, WriteContext write)
    {
        JsonNode properties = body["properties"]!;
        string role = properties["roleDefinitionId"]!.GetValue<string>();
        string name = role[(role.LastIndexOf('/') + 1)..];
        ResourceTypeTable types = write.Arm.Types;
        if (!write.Arm.Store.Roots(types.Find(RoleDefinitions)!).Any(definition => ArmPath.Is(definition.Name, name)))
            throw ArmException.Of(400, "RoleDefinitionDoesNotExist", $"The specified role definition with ID '{name}' does not exist.");
        if (write.Existing is { } existing && !JsonNode.DeepEquals(existing["properties"], properties))
            throw ArmException.Of(400, "RoleAssignmentUpdateNotPermitted", "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
        bool same(JsonNode other) =>
            ArmPath.Is(other["principalId"]?.ToString(), properties["principalId"]!.ToString())
            && other["roleDefinitionId"]!.ToString().EndsWith(name, StringComparison.OrdinalIgnoreCase)
            && ArmPath.Is(other["scope"]?.ToString(), properties["scope"]!.ToString());
        if (write.Existing is null && write.Arm.Store.Roots(types.Find(RoleAssignments)!).Any(assignment => same(assignment.ReadBody()["properties"]!)))
            throw ArmException.Of(409, "RoleAssignmentExists", "The role assignment already exists.");
    }

    /// <summary><c>roleName eq 'name'</c>, <c>type eq 'CustomRole'</c>.</summary>
    private static bool FilterDefinitions(StoredResource definition, JsonObject body, string filter, CallContext call) =>
        ODataFilters.Equal(filter, "roleName", body["properties"]?["roleName"]?.ToString())
        ?? ODataFilters.Equal(filter, "type", body["properties"]?["type"]?.ToString())
        ?? throw ODataFilters.NotUnderstood(filter);

    /// <summary><c>atScope()</c> leaves out what is below the scope; <c>principalId eq '…'</c> and <c>assignedTo('…')</c> ask for one principal.</summary>
    private static bool FilterAssignments(StoredResource assignment, JsonObject body, string filter, CallContext call)
    {
        string? principal = body["properties"]?["principalId"]?.ToString();
        return filter.Split(" and ", StringSplitOptions.TrimEntries).All(term =>
        {
            if (ArmPath.Is(term, "atScope()"))
                return ODataFilters.IsAtOrAbove(ScopeOf(assignment.Id), ArmPath.Parse(call.Request.Target.Segments)!.Scope);
            return ODataFilters.Equal(term, "principalId", principal)
                ?? ODataFilters.Argument(term, "assignedTo", principal)
                ?? throw ODataFilters.NotUnderstood(filter);
        });
    }
}
