using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Control;

/// <summary>Routes for role-based access control.</summary>
internal static class AccessRoutes
{
    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("GET", "/operations", "Every operation with the action that a role must allow for it.", (_, _) => ControlService.OkAsync(azure.Operations)),
        new("GET", "/access", "Whether roles are enforced.", (_, _) => ControlService.OkAsync(new EnforcementRequest { Enforced = azure.Access.Enforced })),
        new("PUT", "/access", "Enforces roles, or stops to.", async (request, cancellation) =>
        {
            EnforcementRequest enforcement = await request.BodyAsync<EnforcementRequest>(cancellation);
            azure.Access.Enforced = enforcement.Enforced;
            return ControlService.Ok(enforcement);
        }, Body: """{"enforced":true}"""),
        new("GET", "/access/uses", "Every action that was asked for, by principal, and whether it was let through.", (_, _) => ControlService.OkAsync(azure.Access.Uses)),
        new("POST", "/access/assignments", "Assigns a role to a principal at a scope.", async (request, cancellation) =>
        {
            GrantRequest grant = await request.BodyAsync<GrantRequest>(cancellation);
            return ControlService.Ok(new { id = azure.Access.Grant(grant.PrincipalId, grant.Role, grant.Scope) }, 201);
        }, Body: """{"principalId":"33333333-3333-3333-3333-333333333333","role":"Reader","scope":"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr"}"""),
        new("POST", "/access/roles", "Defines a custom role, or redefines the one of this name.", async (request, cancellation) =>
        {
            RoleRequest role = await request.BodyAsync<RoleRequest>(cancellation);
            return ControlService.Ok(new { id = azure.Access.Define(role.Name, role.Actions, role.DataActions) }, 201);
        }, Body: """{"name":"AmlDr Reader","actions":["Microsoft.MachineLearningServices/workspaces/*/read"],"dataActions":[]}"""),
    ];
}
