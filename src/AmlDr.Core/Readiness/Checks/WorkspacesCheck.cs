using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>A workspace in each region.</summary>
internal sealed class WorkspacesCheck() : ReadinessCheck(
    "workspaces", 1, "Workspaces in two regions", "Create a workspace in each of two regions.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        foreach (SideSnapshot side in snapshot.Sides)
        {
            if (!judgement.Take(
                side.Workspace, out AssetDocument? workspace,
                $"Create the workspace {side.Id.Name}, recover it when it was deleted (GET /api/pairs/{snapshot.Pair.Name}/deleted-workspaces), or correct the setting of the pair."))
            {
                continue;
            }

            judgement.Fact(side.Side, new JsonObject
            {
                ["id"] = side.Id.ToString(),
                ["location"] = workspace.Location(),
                ["workspaceId"] = workspace.Property("workspaceId"),
                ["provisioningState"] = workspace.Property("provisioningState"),
            });
            if (workspace.Property("provisioningState") is not "Succeeded" and var state)
            {
                judgement.Fail(
                    $"The {side.Side} workspace {side.Id.Name} is not in order: 'properties.provisioningState' is '{state}'.",
                    "Look at the workspace's last operation in the activity log, and repeat it.");
            }
        }

        if (snapshot.Primary.Workspace.Value is { } one && snapshot.Secondary.Workspace.Value is { } other && ArmNames.SameRegion(one.Location(), other.Location()))
        {
            judgement.Fail($"Both workspaces stand in {one.Location()}, and are lost together.", "Create the secondary in another region.");
        }

        return "Both workspaces exist, in different regions.";
    }
}
