using System.Text.Json.Nodes;
using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Scenarios;

/// <summary>What is to be said at the end of a scenario that was played with roles enforced.</summary>
internal static class RoleSteps
{
    private const int Shown = 10;

    public static async Task PlayAsync(ScenarioRun run)
    {
        InstallationRoles[] roles = [.. run.Sessions.Select(session => session.Roles).OfType<InstallationRoles>()];
        await run.StepAsync("the roles of infra/ suffice: Azure refused the app nothing (403)", () =>
        {
            if (roles.Length == 0)
                throw new CheckFailedException("No session was started with roles enforced.");
            AccessUse[] refused = [.. roles.SelectMany(one => one.Refused)];
            if (refused.Length > 0)
            {
                throw new CheckFailedException("403: " + string.Join("; ", refused.Take(Shown).Select(use => $"the app may not perform '{use.Action}' at '{use.Scope}'"))
                    + (refused.Length > Shown ? $"; and {refused.Length - Shown} more" : string.Empty));
            }

            return Task.FromResult($"{InstallationRoles.AllActions.Count - Unused(roles).Length} of {InstallationRoles.AllActions.Count} granted actions were needed");
        });
        run.Metrics["actionsNeverNeeded"] = new JsonArray([.. Unused(roles).Select(action => (JsonNode)action)]);
    }

    /// <summary>What no session has used.</summary>
    private static string[] Unused(InstallationRoles[] roles) => roles.Length == 0
        ? [.. InstallationRoles.AllActions]
        : [.. roles.Select(one => one.Unused).Aggregate((all, one) => [.. all.Intersect(one, StringComparer.OrdinalIgnoreCase)])];
}
