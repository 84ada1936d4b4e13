using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>People and identities may do the same in both workspaces.</summary>
internal sealed class RoleAssignmentsCheck() : ReadinessCheck(
    "role-assignments", 19, "Role assignments", "Configure the same role assignments of users in both workspaces, and of the workspaces' identities at their resources.")
{
    private static readonly string[] Neighbours = ["storageAccount", "keyVault", "containerRegistry", "applicationInsights"];

    /// <summary>Where the assignments at a scope are listed.</summary>
    public static string Address(string scope) => $"{scope}/providers/Microsoft.Authorization/roleAssignments";

    /// <summary>The scopes whose assignments matter: the workspace, and the resources that its identity works with.</summary>
    public static IEnumerable<string> Scopes(string workspaceId, AssetDocument workspace) =>
        [workspaceId, .. Neighbours.Select(workspace.Property).OfType<string>()];

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        string? identity = primary.GetString("identity", "principalId");
        string? counterpart = secondary.GetString("identity", "principalId");
        Compare(
            snapshot, judgement, "the workspace", snapshot.Primary.Id.ToString(), snapshot.Secondary.Id.ToString(),
            assignment => assignment with { Principal = assignment.Principal.Is(identity ?? "") ? counterpart ?? assignment.Principal : assignment.Principal });
        foreach (string neighbour in Neighbours)
        {
            if (identity is not null && counterpart is not null && primary.Property(neighbour) is { } one && secondary.Property(neighbour) is { } other)
            {
                Compare(
                    snapshot, judgement, $"'{neighbour}'", one, other,
                    assignment => assignment.Principal.Is(identity) ? assignment with { Principal = counterpart } : null);
            }
        }

        return "Whoever has a role in the primary has it in the secondary, and so have the workspaces' identities at their resources.";
    }

    private static void Compare(ReadinessSnapshot snapshot, Judgement judgement, string what, string one, string other, Func<Assignment, Assignment?> translate)
    {
        bool first = judgement.Take(snapshot.List(Address(one)), out IReadOnlyList<AssetDocument>? ours);
        if (!judgement.Take(snapshot.List(Address(other)), out IReadOnlyList<AssetDocument>? theirs) || !first)
        {
            return;
        }

        Assignment[] wanted = [.. ours!.Select(Assignment.Of).Select(translate).OfType<Assignment>().Distinct()];
        HashSet<Assignment> standing = [.. theirs.Select(Assignment.Of)];
        judgement.Fact(what.Trim('\''), $"{wanted.Length} assignments asked for, {wanted.Count(standing.Contains)} stand");
        foreach (Assignment missing in wanted.Where(assignment => !standing.Contains(assignment)))
        {
            judgement.Fail(
                $"At {what} of the secondary, {ArmNames.Last(other)}, the principal {missing.Principal} has no assignment of the role {missing.Role}"
                + (missing.Condition.Length == 0 ? "" : " with the same condition") + ", which it has at the primary's.",
                $"az role assignment create --assignee-object-id {missing.Principal} --role {missing.Role} --scope {other}");
        }
    }

    private sealed record Assignment(string Principal, string Role, string Condition)
    {
        public static Assignment Of(AssetDocument document) => new(
            (document.Property("principalId") ?? "").ToLowerInvariant(),
            ArmNames.Last(document.Property("roleDefinitionId") ?? "").ToLowerInvariant(),
            document.Property("condition") ?? "");
    }
}
